"""The one comparison of a wanted answer with the one that came: status, body and error type.

Pure. Wanted is what the decision says, or what a scenario expects literally. The runner and the
pages compare here; each describes the result in its own words.
"""

from dataclasses import dataclass
from enum import StrEnum

from services.authorizer.answers import ObservedAnswer
from services.authorizer.check_text import CheckState
from services.authorizer.decision import Decision
from services.authorizer.differences import KnownDifference, known_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedAnswer:
    """An answer that is decided or expected.

    Without a `message` the body is not API Gateway's: `is_function` tells whether a function writes
    it or a mock does. Then there is no error type, `status` is None where the writer chooses it,
    and `route` is what the my-api function says it answered, None where that is not known.
    With a `message`, `error_type` is empty where nobody has reported it.
    """

    status: int | None
    message: str | None = None
    error_type: str = ""
    is_prefix: bool = False
    is_function: bool = True
    route: str | None = None

    def is_also(self, other: "WantedAnswer") -> bool:
        """Tell whether the other says the same; its text may be longer where this is a prefix."""
        if self.message is None or other.message is None:
            return self.message is None and other.message is None
        is_same_text = self.message == other.message or (
            self.is_prefix and other.message.startswith(self.message)
        )
        return self.status == other.status and is_same_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFields:
    """Which fields of two answers are the same; an unknown error type counts as the same."""

    status: bool
    body: bool
    error_type: bool

    @property
    def is_same_answer(self) -> bool:
        """Tell whether status and body are the same; the error type is compared apart."""
        return self.status and self.body

    @property
    def differing(self) -> tuple[str, ...]:
        named = {"status": self.status, "body": self.body, "error type": self.error_type}
        return tuple(name for name, is_same in named.items() if not is_same)


class Agreement(StrEnum):
    """How two answers compare."""

    SAME = "same"
    KNOWN_DIFFERENCE = "known difference"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A decided answer beside the observed one; `difference` explains what is not the same."""

    decided: WantedAnswer
    observed: ObservedAnswer
    fields: SameFields
    difference: KnownDifference | None

    @property
    def is_same(self) -> bool:
        return self.fields.is_same_answer

    @property
    def agreement(self) -> Agreement:
        if self.is_same:
            return Agreement.SAME
        return Agreement.KNOWN_DIFFERENCE if self.difference else Agreement.DIFFERENT

    @property
    def reason(self) -> str:
        """Say in one sentence why the answers are not the same; empty when they are."""
        if self.is_same:
            return ""
        if self.difference is not None:
            return self.difference.sentence
        return f"Not what AWS answers: {', '.join(self.fields.differing)}."


def compare(
    decision: Decision, observed: ObservedAnswer, *, is_local: bool, scenario_id: str = ""
) -> Comparison:
    """Return the comparison; `is_local` tells whether the local engine answered, not AWS."""
    wanted = decided_answer(decision)
    fields = compare_fields(wanted, observed)
    difference = (
        known_difference(decision, observed, is_local=is_local, scenario_id=scenario_id)
        if fields.differing
        else None
    )
    return Comparison(decided=wanted, observed=observed, fields=fields, difference=difference)


def is_as_decided(decision: Decision, observed: ObservedAnswer) -> bool:
    """Tell whether status and body are as decided; a known difference is still a difference."""
    return compare_fields(decided_answer(decision), observed).is_same_answer


def decided_answer(decision: Decision) -> WantedAnswer:
    """Return what is decided: API Gateway's answer, or the function's or mock's own."""
    answer = decision.answer
    if answer is None:
        is_function = decision.check("function").state is not CheckState.NOT_NEEDED
        return WantedAnswer(status=None, is_function=is_function)
    return WantedAnswer(
        status=answer.status,
        message=answer.message,
        error_type=answer.error_type,
        is_prefix=answer.is_prefix,
    )


def compare_fields(wanted: WantedAnswer, observed: ObservedAnswer) -> SameFields:
    """Compare what came with what is wanted, field by field."""
    if wanted.message is None:
        is_own = _is_own(wanted, observed)
        is_chosen = wanted.status is None
        return SameFields(
            status=is_own if is_chosen else wanted.status == observed.status,
            body=is_own,
            error_type=not observed.error_type,
        )
    return SameFields(
        status=wanted.status == observed.status,
        body=observed.says(wanted.message, is_prefix=wanted.is_prefix),
        error_type=wanted.error_type in ("", observed.error_type),
    )


def _is_own(wanted: WantedAnswer, observed: ObservedAnswer) -> bool:
    """Tell whether the body is the function's, or the mock's, and not an error of API Gateway."""
    if observed.status is None or observed.error_type:
        return False
    if wanted.route is not None:
        return observed.route == wanted.route
    return observed.is_from_function or not wanted.is_function
