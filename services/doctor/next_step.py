"""The one thing to paste next that would tell most, from what is missing; judges nothing."""

from collections.abc import Sequence

from services.doctor.case import read_case
from services.doctor.cause import Strength
from services.doctor.diagnosis import Diagnosis
from services.doctor.readers.reading import Reading
from services.doctor.symptom import Symptom

_UNAUTHORIZED, _FORBIDDEN, _SERVER_ERRORS, _FIRST_ERROR = 401, 403, 500, 400
_WHOLE_CALL = "Paste the whole call: the output of `curl -iv` with the headers that were sent."
_EXECUTION_LOG = (
    "Paste the API's execution log of this call (CloudWatch, API-Gateway-Execution-Logs): its "
    "line \u201cExecution failed\u201d names the reason."
)


def next_step(symptom: Symptom, reading: Reading, causes: Sequence[Diagnosis]) -> str:
    """Return what to paste next, as a sentence; empty when the first cause is certain."""
    if causes and causes[0].strength is Strength.CERTAIN:
        return ""
    if not causes and (name := read_case(symptom).exception):
        return (
            f"{name} is AWS's exception, and there is nothing special to know about it beyond its "
            "own sentence."
        )
    if symptom.status is None:
        return _without_answer(symptom, reading)
    return _with_answer(symptom, symptom.status) or ("" if causes else _WHOLE_CALL)


def _with_answer(symptom: Symptom, status: int) -> str:
    if status == _UNAUTHORIZED and not symptom.token and symptom.request_headers is None:
        return "Paste the token that was sent, or the whole call as `curl -iv` shows it."
    if status >= _SERVER_ERRORS:
        return _EXECUTION_LOG
    if status < _FIRST_ERROR:
        return "Choose what is unexpected about this answer: it is a success."
    if symptom.headers and status == _FORBIDDEN and not symptom.path:
        return "Paste the address and the method of the call, as `curl -iv` shows them."
    return "" if symptom.headers else _WHOLE_CALL


def _without_answer(symptom: Symptom, reading: Reading) -> str:
    if reading.is_unanswered:
        return "Make the same call with `curl -iv` and paste what it prints: it hides no answer."
    if symptom.request_headers is not None or symptom.http_method or symptom.host:
        return "This is a request. Paste the answer to it, too: its status line, headers and body."
    return (
        "There is no answer in this text. Paste what `curl -i` prints, an error as the SDK or "
        "the AWS CLI shows it, or a log line."
    )
