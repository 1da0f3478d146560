"""What a paste was read as, in short sentences, so that a wrong reading is seen and put right."""

from collections.abc import Iterator

from services.doctor.answerer import is_local_tool
from services.doctor.readers.excerpt import MAY_BE_LEFT_OUT
from services.doctor.readers.reading import Reading
from services.doctor.readers.sentences.status_words import WORDS
from services.doctor.symptom import Symptom
from services.tokens.decode import TokenUse
from services.tokens.pasted import FoundToken
from services.traffic.exchange import header
from services.traffic.redaction import redact_text

_GATEWAYS = ("x-amzn-errortype", "x-amz-apigw-id", "apigw-requestid")
_COGNITO_FIELDS = '"__type"'
_USES = {
    TokenUse.ID: "an ID token",
    TokenUse.ACCESS: "an access token",
    TokenUse.REFRESH: "a refresh token",
    TokenUse.UNKNOWN: "a token of unknown use",
}
_SHOWN = 120


def read_as(reading: Reading, symptom: Symptom, tokens: tuple[FoundToken, ...]) -> tuple[str, ...]:
    """Return one sentence for each thing that was taken from the text, and one for the rest."""
    return tuple(
        redact_text(each)
        for each in (
            *_answer(reading, symptom),
            *_request(reading, symptom),
            *_tokens(tokens),
            *_forms(reading),
        )
    )


def _answer(reading: Reading, symptom: Symptom) -> Iterator[str]:
    if symptom.status is None:
        if reading.is_unanswered:
            yield "No answer: the text says that none could be read."
        return
    whose = _sender(symptom)
    yield f"Answer {symptom.status}{whose}."
    if reading.status is None:
        yield f"The text shows no status; {symptom.status} is assumed from its body."


def _sender(symptom: Symptom) -> str:
    if is_local_tool(symptom):
        return " of a local tool"
    names = [header(symptom.headers, name) for name in _GATEWAYS]
    if header(symptom.headers, _GATEWAYS[2]) is not None:
        return " of API Gateway (HTTP API)"
    if any(name is not None for name in names):
        return " of API Gateway"
    if _COGNITO_FIELDS in symptom.body:
        of = f" to {symptom.operation}" if symptom.operation else ""
        return f" of an AWS service{of}"
    return ""


def _request(reading: Reading, symptom: Symptom) -> Iterator[str]:
    asked = f"{symptom.http_method} {symptom.path[:_SHOWN]}".strip()
    if reading.request is None and not asked:
        return
    sent = symptom.request_headers
    if sent is None:
        yield f"Request {asked}, its headers are not shown.".replace("  ", " ")
        return
    if MAY_BE_LEFT_OUT in symptom.says:
        yield f"Request {asked}; the file may leave its Authorization header out."
        return
    has = "with" if header(sent, "Authorization") is not None else "without"
    yield f"Request {asked} {has} an Authorization header.".replace("  ", " ")


def _tokens(tokens: tuple[FoundToken, ...]) -> Iterator[str]:
    for each in tokens:
        if not each.text:
            yield "Claims without a signature: a decoded payload, so nothing proves them."
            continue
        under = f", under {each.place}" if each.place else ""
        cut = " It is cut off: a part of it is missing." if each.is_cut_off else ""
        yield f"Found {_USES[each.use]}{under}.{cut}"


def _forms(reading: Reading) -> Iterator[str]:
    forms = [each.form for each in reading.excerpts if each.form != WORDS]
    if forms:
        yield f"Form: {', then '.join(dict.fromkeys(forms))}."
    if earlier := len(reading.earlier_refusals):
        yield f"Left out: {_counted(earlier, 'refusal')} before the last one."
    if reading.ignored:
        yield f"Passed over: {_counted(reading.ignored, 'line')}."
    if reading.is_cut:
        yield "The text is long; its beginning, its end and its telling lines were read."


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
