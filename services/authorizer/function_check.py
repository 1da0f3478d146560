"""What the function itself checked, as its own answer tells it; the authorizer knows no groups.

Not part of the decision: that ends where API Gateway calls the function. docs/contract.md says what
the my-api function answers.
"""

from dataclasses import dataclass

from services.authorizer.answers import ObservedAnswer

_REFUSED_FROM = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCheck:
    """The function's own check of a call; all its texts repeat the answer, so escape them.

    `required` are the groups that it asks for, empty where its answer names none; `message` is the
    reason that a refusal gives.
    """

    passed: bool
    required: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    message: str = ""

    @property
    def title(self) -> str:
        if not self.required:
            return "The function accepts the call"
        groups = "group" if len(self.required) == 1 else "groups"
        return f"The function asks for the {groups} {', '.join(self.required)}"

    @property
    def seen(self) -> str:
        if not self.required:
            return self.message or "no reason given"
        return f"the token holds: {', '.join(self.held) or 'none'}"

    @property
    def wanted(self) -> str:
        return f"cognito:groups with {' or '.join(self.required)}" if self.required else ""


def function_check(observed: ObservedAnswer) -> FunctionCheck | None:
    """Return the check that the function's answer tells of, None where it tells of none."""
    if observed.status is None or not observed.is_from_function:
        return None
    body = observed.document or {}
    check = FunctionCheck(
        passed=observed.status < _REFUSED_FROM,
        required=_names(body.get("required_groups")),
        held=_names(body.get("held_groups")),
        message=observed.message or "",
    )
    return None if check.passed and not check.required else check


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
