"""Response doctor: the causes that fit a symptom, the best first, each with evidence and fix."""

from dataclasses import dataclass

from services.authorizer.check_text import CheckState
from services.authorizer.decision import Check, Decision
from services.authorizer.evidence import Evidence
from services.doctor.answerer import is_appsyncs_address
from services.doctor.case import Case, read_case
from services.doctor.cause import Cause, Match, Strength
from services.doctor.causes.browser_causes import BROWSER_CAUSES
from services.doctor.causes.expectation_causes import EXPECTATION_CAUSES
from services.doctor.causes.gateway_causes import GATEWAY_CAUSES
from services.doctor.causes.reach_causes import REACH_CAUSES
from services.doctor.causes.scope_causes import SCOPE_CAUSES
from services.doctor.causes.sign_in_causes import SIGN_IN_CAUSES
from services.doctor.causes.token_causes import TOKEN_CAUSES
from services.doctor.causes.told.edge_told import EDGE_TOLD
from services.doctor.causes.told.tables import TOLD
from services.doctor.causes.user_causes import USER_CAUSES
from services.doctor.symptom import Symptom

CAUSES: tuple[Cause, ...] = (
    *TOLD,
    *TOKEN_CAUSES,
    *SCOPE_CAUSES,
    *BROWSER_CAUSES,
    *REACH_CAUSES,
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


def cause_of(cause_id: str) -> Cause:
    """Return the cause with this id; an unknown id is a KeyError."""
    return {cause.id: cause for cause in CAUSES}[cause_id]


def diagnose(symptom: Symptom) -> tuple[Diagnosis, ...]:
    """Return the causes that fit, the best first.

    First come those that answer the complaint, then the cause of the check that stopped the call
    (if the decision predicts the answer seen), then the strongest, and among equals the tables'
    order counts. An empty result means that nothing is wrong, or that too little is known.
    """
    case = read_case(symptom)
    stopped = _stopping_check(symptom, case)
    is_decided = stopped is not None or case.is_let_through_by_decision
    found = [
        _Found(
            cause=cause,
            match=match,
            decided_by=stopped if stopped is not None and stopped.id in cause.checks else None,
            is_asked_for=symptom.complaint in cause.about,
            at_most=_limit(case, cause),
        )
        for cause in CAUSES
        if not (is_decided and _is_ruled_out(cause, symptom.decision))
        and (match := cause.look(case))
    ]
    return tuple(
        Diagnosis(rank=rank, cause=each.cause, strength=each.strength, because=each.because)
        for rank, each in enumerate(sorted(found, key=lambda each: each.order), start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A cause that fits, before it is ranked."""

    cause: Cause
    match: Match
    decided_by: Check | None
    is_asked_for: bool
    at_most: Strength

    @property
    def strength(self) -> Strength:
        strength = Strength.CERTAIN if self.decided_by else self.match.strength
        return min(strength, self.at_most)

    @property
    def order(self) -> tuple[bool, bool, int]:
        return not self.is_asked_for, self.decided_by is None, -self.strength

    @property
    def because(self) -> tuple[str, ...]:
        if self.decided_by is None:
            return self.match.because
        check = self.decided_by
        wanted = f" Wanted: {check.wanted}." if check.wanted else ""
        step = f"AWS's checks, in order, stop at “{check.text.title}”. Seen: {check.seen}."
        return (*self.match.because, step + wanted)


def _limit(case: Case, cause: Cause) -> Strength:
    """Return how sure a cause can be: sentences prove nothing, nor does another server's answer."""
    is_elsewhere = bool(case.another_server) or is_appsyncs_address(case.symptom.host)
    if is_elsewhere and cause not in EDGE_TOLD:
        return Strength.POSSIBLE
    return Strength.LIKELY if case.symptom.is_hearsay else Strength.CERTAIN


def _is_ruled_out(cause: Cause, decision: Decision | None) -> bool:
    """Tell whether every check that fails for this cause was seen to pass."""
    passed = (CheckState.PASSED, CheckState.NOT_NEEDED)
    return (
        decision is not None
        and bool(cause.checks)
        and all(decision.check(each).state in passed for each in cause.checks)
    )


def _stopping_check(symptom: Symptom, case: Case) -> Check | None:
    """Return the check that stopped the call, if the decision predicts exactly the answer seen."""
    decision = symptom.decision
    if decision is None or decision.answer is None or not decision.answer.is_said_by(case.observed):
        return None
    return decision.stopped_by
