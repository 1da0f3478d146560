"""Response doctor: the causes that fit a symptom, the best first, each with evidence and fix."""

from dataclasses import dataclass

from services.authorizer.decision import Check
from services.authorizer.doctor.browser_causes import BROWSER_CAUSES
from services.authorizer.doctor.case import Case, read_case
from services.authorizer.doctor.cause import Cause, Match, Strength
from services.authorizer.doctor.expectation_causes import EXPECTATION_CAUSES
from services.authorizer.doctor.gateway_causes import GATEWAY_CAUSES
from services.authorizer.doctor.sign_in_causes import SIGN_IN_CAUSES
from services.authorizer.doctor.symptom import Symptom
from services.authorizer.doctor.token_causes import TOKEN_CAUSES
from services.authorizer.doctor.user_causes import USER_CAUSES
from services.authorizer.evidence import Evidence

CAUSES: tuple[Cause, ...] = (
    *TOKEN_CAUSES,
    *BROWSER_CAUSES,
    *GATEWAY_CAUSES,
    *SIGN_IN_CAUSES,
    *USER_CAUSES,
    *EXPECTATION_CAUSES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One cause that fits; `rank` counts from 1.

    `because` are sentences that may repeat claims and answers, so escape them. `command` and
    `page` are empty where there is none.
    """

    rank: int
    cause: Cause
    strength: Strength
    because: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.cause.id

    @property
    def evidence(self) -> Evidence:
        return self.cause.evidence


def diagnose(symptom: Symptom) -> tuple[Diagnosis, ...]:
    """Return the causes that fit, the strongest first, and among equals in the tables' order.

    A decision that agrees with the answer puts the cause of the check that failed first. Nothing
    at all means that nothing is wrong, or that too little is known.
    """
    case = read_case(symptom)
    stopped = _stopping_check(symptom, case)
    found = [
        (cause, match, stopped is not None and stopped.id in cause.checks)
        for cause in CAUSES
        if (match := cause.look(case))
    ]
    found.sort(key=lambda row: (not row[2], -row[1].strength))
    return tuple(
        Diagnosis(
            rank=rank,
            cause=cause,
            strength=Strength.CERTAIN if is_decided else match.strength,
            because=_because(match, stopped) if is_decided else match.because,
        )
        for rank, (cause, match, is_decided) in enumerate(found, start=1)
    )


def _stopping_check(symptom: Symptom, case: Case) -> Check | None:
    """Return the check that stopped the call, if the decision foretells the very answer seen."""
    decision = symptom.decision
    if decision is None or decision.answer is None or not decision.answer.is_said_by(case.observed):
        return None
    return decision.stopped_by


def _because(match: Match, stopped: Check | None) -> tuple[str, ...]:
    assert stopped is not None, "only a decided cause is explained by a check"
    wanted = f" It wants {stopped.wanted}." if stopped.wanted else ""
    return (
        *match.because,
        f"AWS's checks, in order, stop at “{stopped.text.title}”: seen was {stopped.seen}.{wanted}",
    )
