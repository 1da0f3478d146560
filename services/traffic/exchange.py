"""Exchange: one HTTP request and its answer, as a value; sends nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request that was sent and what came back.

    `started_at` is epoch seconds, `duration_ms` wall time to the last byte of the body. Headers
    keep their order and spelling. `status` is None and `failure` a sentence when no answer came.
    Bodies, headers and a query string may hold passwords and tokens, so they and the address stay
    out of the repr: show an exchange through `services.traffic.redaction`.
    """

    id: str
    label: str
    started_at: float
    duration_ms: float
    method: str
    url: str = field(repr=False)
    request_headers: Headers = field(repr=False)
    request_body: str | None = field(default=None, repr=False)
    status: int | None = None
    reason: str = ""
    response_headers: Headers = field(default=(), repr=False)
    response_body: str = field(default="", repr=False)
    failure: str = ""

    def request_header(self, name: str) -> str | None:
        return header(self.request_headers, name)

    def response_header(self, name: str) -> str | None:
        return header(self.response_headers, name)


def header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """Return the first header of this name, whatever its case, None when there is none."""
    return next(iter(header_values(headers, name)), None)


def header_values(headers: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """Return the value of every header of this name, whatever its case, in their order."""
    message = Message()
    for key, value in headers:
        message[key] = value  # adds: a header that is sent twice stays two
    return tuple(str(value) for value in message.get_all(name, ()))
