"""The answer that is decided beside the one that came, as HTML; every text is escaped."""

import json
import re
from html import escape

from services.authorizer.answers import ObservedAnswer, error_body
from services.authorizer.comparison import Comparison
from services.traffic.redaction import redact_text

_SHOWN = 200
ANSWERS_STYLE = """<style>
.lab-answers { width: 100%; border-collapse: collapse; font-size: 0.82rem; line-height: 1.4; }
.lab-answers th, .lab-answers td { padding: 0.35rem 0.6rem 0.35rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-answers th { font-weight: 600; }
.lab-answers tbody th { width: 24%; }
.lab-answers td { width: 38%; }
.lab-answers thead th { vertical-align: bottom; }
.lab-answers tr:last-child th, .lab-answers tr:last-child td { border-bottom: 0; }
.lab-answers .differs { color: light-dark(#8a4600, #f0b072); font-weight: 600; }
</style>"""


def answers_html(compared: Comparison, *, is_local: bool) -> str:
    """Return the table; `is_local` tells whether the local engine answered, not AWS."""
    decided, fields = compared.decided, compared.fields
    own = "the function's own" if decided.is_function else "the method's own"
    rows = "".join(
        (
            _row("Status", *_statuses(compared, own), fields.status),
            _row("Body", *_bodies(compared, own), fields.body),
            _row("Error type", *_error_types(compared), fields.error_type),
        )
    )
    titles = ("", "Decided for AWS", observed_title(is_local=is_local))
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    return (
        f'<table class="lab-answers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"{ANSWERS_STYLE}"
    )


def observed_title(*, is_local: bool) -> str:
    """Return the head of the column with the answer that came, short enough for one line."""
    return "Observed locally" if is_local else "Observed on AWS"


def breakable(text: str) -> str:
    """Return the text escaped, with places to break in a long name and before a JSON value."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=:)(?=&quot;)", "<wbr>", escape(text))


def _statuses(compared: Comparison, own: str) -> tuple[str, str]:
    decided, observed = compared.decided.status, compared.observed.status
    return own if decided is None else str(decided), str(observed)


def _bodies(compared: Comparison, own: str) -> tuple[str, str]:
    decided, observed = compared.decided, compared.observed
    said = own if observed.is_from_function else _body_words(observed)
    if decided.message is None:
        return own, said
    return error_body(decided.message, is_prefix=decided.is_prefix), said


def _body_words(observed: ObservedAnswer) -> str:
    return redact_text(json.dumps(observed.document, separators=(",", ":"), ensure_ascii=False))[
        :_SHOWN
    ]


def _error_types(compared: Comparison) -> tuple[str, str]:
    said = compared.observed.error_type or "none"
    if compared.decided.message is None:
        return "none", said
    return compared.decided.error_type or "not known", said


def _row(title: str, decided: str, observed: str, is_same: bool) -> str:
    sign = "" if is_same else '<span class="differs">≠ </span>'
    css = "" if is_same else ' class="differs"'
    return (
        f'<tr><th scope="row">{sign}{escape(title)}</th>'
        f"<td>{breakable(decided)}</td><td{css}>{breakable(observed)}</td></tr>"
    )
