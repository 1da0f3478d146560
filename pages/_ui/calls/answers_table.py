"""The answer that is decided beside the one that came, as HTML; every text is escaped."""

import json
import re
from html import escape

from services.authorizer.answers import GatewayAnswer, ObservedAnswer
from services.authorizer.checks import CheckState
from services.authorizer.decision import Decision
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


def answers_html(decision: Decision, observed: ObservedAnswer, *, is_local: bool) -> str:
    """Return the table; `is_local` tells whether the local engine answered, not AWS."""
    answer, own = decision.answer, _own_words(decision)
    rows = "".join(
        (
            _row("Status", *_statuses(answer, observed, own)),
            _row("Body", *_bodies(answer, observed, own)),
            _row("Error type", *_error_types(answer, observed)),
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


def _own_words(decision: Decision) -> str:
    is_function = decision.check("function").state is not CheckState.NOT_NEEDED
    return "the function's own" if is_function else "the method's own"


def _statuses(
    answer: GatewayAnswer | None, observed: ObservedAnswer, own: str
) -> tuple[str, str, bool]:
    said = str(observed.status)
    if answer is None:
        return own, said, observed.is_from_function
    return str(answer.status), said, answer.status == observed.status


def _bodies(
    answer: GatewayAnswer | None, observed: ObservedAnswer, own: str
) -> tuple[str, str, bool]:
    said = own if observed.is_from_function else _body_words(observed)
    if answer is None:
        return own, said, observed.is_from_function
    is_same = (observed.message or "").startswith(answer.message)
    return answer.body, said, is_same and not observed.is_from_function


def _body_words(observed: ObservedAnswer) -> str:
    return redact_text(json.dumps(observed.document, separators=(",", ":"), ensure_ascii=False))[
        :_SHOWN
    ]


def _error_types(answer: GatewayAnswer | None, observed: ObservedAnswer) -> tuple[str, str, bool]:
    said = observed.error_type or "none"
    if answer is None:
        return "none", said, not observed.error_type
    return answer.error_type or "not known", said, answer.error_type in ("", observed.error_type)


def _row(title: str, decided: str, observed: str, is_same: bool) -> str:
    sign = "" if is_same else '<span class="differs">≠ </span>'
    css = "" if is_same else ' class="differs"'
    return (
        f'<tr><th scope="row">{sign}{escape(title)}</th>'
        f"<td>{breakable(decided)}</td><td{css}>{breakable(observed)}</td></tr>"
    )
