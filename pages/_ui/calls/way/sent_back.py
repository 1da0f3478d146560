"""The answer that went back, and what AWS answers where that is another one; pure."""

from dataclasses import dataclass
from http.client import responses

from services.authorizer.answers import GatewayAnswer, ObservedAnswer, observe
from services.authorizer.comparison import Comparison
from services.authorizer.decision import Decision
from services.authorizer.ending import Ending, ending_of
from services.traffic.redaction import redact_text

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """An answer in words. `ending` None is the function's own, whatever it will be."""

    status: str
    text: str = ""
    ending: Ending | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """Why what was answered is not what AWS answers."""

    wanted: SentBack
    words: str


def observed_answer(observed: ObservedAnswer, decision: Decision | None) -> SentBack:
    """Return what came, named by who refused it; `decision` None where the call has none."""
    return SentBack(
        status=_status_words(observed.status),
        text=answer_text(observed),
        ending=ending_of(observed, decision),
    )


def surprise_of(compared: Comparison, decision: Decision) -> Surprise | None:
    """Return what AWS answers and why it is another answer, None where it is the same."""
    if compared.is_same:
        return None
    known = compared.difference
    words = f"A known difference: {known.sentence}" if known else "No known difference explains it."
    return Surprise(wanted=_wanted(decision), words=words)


def answer_text(observed: ObservedAnswer) -> str:
    """Return the sentence that an answer brings, masked and cut: its message or its greeting."""
    said = observed.message or (observed.document or {}).get("greeting")
    text = redact_text(said) if isinstance(said, str) else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _wanted(decision: Decision) -> SentBack:
    answer = decision.answer
    if answer is None:
        return SentBack(status="the function's own answer", ending=None)
    dots = "…" if answer.is_prefix else ""
    return SentBack(
        status=_status_words(answer.status),
        text=f"{answer.message}{dots}",
        ending=ending_of(_as_observed(answer), decision),
    )


def _as_observed(answer: GatewayAnswer) -> ObservedAnswer:
    return observe(answer.status, (("x-amzn-ErrorType", answer.error_type),), answer.body)


def _status_words(status: int | None) -> str:
    if status is None:
        return "No answer"
    return f"{status} {responses.get(status, '')}".strip()
