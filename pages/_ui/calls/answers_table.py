"""What AWS answers beside the answer that came, as HTML."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.templates import render
from services.authorizer.answers import ObservedAnswer, error_body
from services.authorizer.comparison import Comparison
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


def answers_html(compared: Comparison, *, is_local: bool) -> Markup:
    """Return the table; `is_local` tells whether the local engine answered, not AWS."""
    fields = compared.fields
    own = "the function's own" if compared.decided.is_function else "the method's own"
    rows = (
        _Row("Status", *_statuses(compared, own), fields.status),
        _Row("Body", *_bodies(compared, own), fields.body),
        _Row("Error type", *_error_types(compared), fields.error_type),
    )
    titles = ("", "What AWS answers", observed_title(is_local=is_local))
    return render("calls/answers_table.html.j2", titles=titles, rows=rows, places=PLACES_TO_BREAK)


def observed_title(*, is_local: bool) -> str:
    """Return the head of the column with the answer that came, short enough for one line."""
    return "Answered here" if is_local else "Answered on AWS"


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
