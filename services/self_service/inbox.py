"""The mails that the local engine keeps instead of sending them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.errors import ApiUnreachable
from services.traffic.recorder import HttpRecorder

_ADDRESS = "/_ministack/ses/messages"
_CODE = re.compile(r"\b\d{6}\b")
_OK = 200
_HINT = "Check the engine with `python -m infra_scripts engine status`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail; `sent_at` is in epoch seconds, `code` the six digits in it or empty."""

    to: str
    subject: str
    text: str = field(repr=False)
    sent_at: float
    code: str = field(repr=False)


def read_inbox(recorder: HttpRecorder, engine_url: str) -> list[Mail]:
    """Return the engine's mails, the newest first.

    Raises ApiUnreachable when the engine does not answer or answers something else.
    """
    exchange = recorder.send("GET", f"{engine_url}{_ADDRESS}", label="Mails the engine keeps")
    if exchange.status != _OK:
        raise ApiUnreachable("The local engine's mails could not be read.", hint=_HINT)
    try:
        boxes = json.loads(exchange.response_body)["messages"]
        mails = [_mail(message) for box in boxes.values() for message in box]
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ApiUnreachable("The local engine's mails are no list.", hint=_HINT) from None
    return sorted(mails, key=lambda mail: mail.sent_at, reverse=True)


def _mail(message: Mapping[str, Any]) -> Mail:
    text = str(message["BodyText"] or message["BodyHtml"])
    found = _CODE.search(text)
    return Mail(
        to=", ".join(message["To"]),
        subject=str(message["Subject"]),
        text=text,
        sent_at=float(message["Timestamp"]),
        code=found[0] if found else "",
    )
