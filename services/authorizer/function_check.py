"""What the function itself checked, as its own answer tells it; the authorizer knows no groups.

Not part of the decision: that ends where API Gateway calls the function. docs/contract.md says what
the my-api function answers.
"""

from dataclasses import dataclass

from services.authorizer.answers import ObservedAnswer

_REFUSED_FROM = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCheck:
    """The function's own check of a call; `seen` repeats its answer, so escape it."""

    title: str
    seen: str
    wanted: str = ""
    passed: bool


def function_check(observed: ObservedAnswer) -> FunctionCheck | None:
    """Return the check that the function's answer tells of, None where it tells of none."""
    if observed.status is None or not observed.is_from_function:
        return None
    passed = observed.status < _REFUSED_FROM
    body = observed.document or {}
    required, held = _names(body.get("required_groups")), _names(body.get("held_groups"))
    if required:
        groups = "group" if len(required) == 1 else "groups"
        return FunctionCheck(
            title=f"The function asks for the {groups} {', '.join(required)}",
            seen=f"the token holds: {', '.join(held) or 'none'}",
            wanted=f"cognito:groups with {' or '.join(required)}",
            passed=passed,
        )
    if passed:
        return None
    return FunctionCheck(
        title="The function accepts the call", seen=observed.message or "no reason", passed=False
    )


def _names(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
