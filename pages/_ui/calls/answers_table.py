"""The answer that is decided beside the one that came, as HTML."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.templates import render
from services.authorizer.answers import GatewayAnswer, ObservedAnswer
from services.authorizer.checks import CheckState
from services.authorizer.decision import Decision
from services.traffic.redaction import redact_text

_SHOWN = 200
# A narrow column breaks between the words of a long name and before a JSON value.
PLACES_TO_BREAK = r"(?<=[a-z])(?=[A-Z])|(?<=:)(?=\")"


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    decided: str
    observed: str
    is_same: bool


def answers_html(decision: Decision, observed: ObservedAnswer, *, is_local: bool) -> Markup:
    """Return the table; `is_local` tells whether the local engine answered, not AWS."""
    answer, own = decision.answer, _own_words(decision)
    rows = (
        _Row("Status", *_statuses(answer, observed, own)),
        _Row("Body", *_bodies(answer, observed, own)),
        _Row("Error type", *_error_types(answer, observed)),
    )
    titles = ("", "Decided for AWS", observed_title(is_local=is_local))
    return render("calls/answers_table.html.j2", titles=titles, rows=rows, places=PLACES_TO_BREAK)


def observed_title(*, is_local: bool) -> str:
    """Return the head of the column with the answer that came, short enough for one line."""
    return "Observed locally" if is_local else "Observed on AWS"


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
