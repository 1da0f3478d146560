"""The fields of a step that are told: their values as they went out, and what they were before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pages._ui.page.facts_table import Fact
from pages._ui.walkthrough.fields.field_value import field_value
from pages._ui.walkthrough.fields.field_words import FIELDS
from services.cloud.recorded_call import RecordedCall

_ON_STAGE = 3
_SAME_THING = (  # what a call that changes something names it by
    "restApiId",
    "resourceId",
    "httpMethod",
    "stageName",
    "responseType",
    "RoleName",
    "UserPoolId",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldField:
    """A field with its values in a step; `of` is the HTTP method it belongs to, "" for none."""

    operation: str
    path: str
    of: str
    values: tuple[str, ...]


def told_fields(
    calls: Sequence[RecordedCall], earlier: Sequence[RecordedCall] = ()
) -> list[ToldField]:
    """Return the fields in the order of their importance; one that stays as it was is left out.

    `earlier` are the calls of the steps before.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for operation, path in FIELDS:
        for call in calls:
            value = _value(call, operation, path, earlier)
            if value is not None:
                key = (operation, path, str(call.parameters.get("httpMethod", "")))
                found.setdefault(key, []).append(value)
    return [
        ToldField(operation=operation, path=path, of=of, values=tuple(dict.fromkeys(values)))
        for (operation, path, of), values in found.items()
    ]


def field_facts(fields: Iterable[ToldField]) -> list[Fact]:
    return [
        Fact(
            title=FIELDS[each.operation, each.path].title,
            name=each.path,
            tag=each.of,
            value=", ".join(each.values),
            note=FIELDS[each.operation, each.path].meaning,
        )
        for each in fields
    ]


def facts_on_stage(fields: Sequence[ToldField]) -> list[Fact]:
    """Return the most important facts, in large type without the names that code uses."""
    first = {(each.operation, each.path): each for each in reversed(fields)}
    shown = [each for each in fields if each in first.values()][:_ON_STAGE]
    return [
        Fact(
            title=f"{fact.title} of {each.of}" if each.of else fact.title,
            value=fact.value,
            note=fact.note,
        )
        for each, fact in zip(shown, field_facts(shown), strict=True)
    ]


def _value(
    call: RecordedCall, operation: str, path: str, earlier: Sequence[RecordedCall]
) -> str | None:
    if call.operation != operation or call.error_code:
        return None
    value, before = field_value(call.parameters, path), _before(call, path, earlier)
    if value is None or value == before:
        return None
    return value if before is None else f"{before} → {value}"


def _before(call: RecordedCall, path: str, earlier: Sequence[RecordedCall]) -> str | None:
    """Return what the last call of the same kind on the same thing had set."""
    of_it = (each for each in reversed(earlier) if _is_of_it(each, call))
    values = (field_value(each.parameters, path) for each in of_it)
    return next((value for value in values if value is not None), None)


def _is_of_it(other: RecordedCall, call: RecordedCall) -> bool:
    is_new = call.operation.startswith(("create_", "add_"))
    this, that = ([it.parameters.get(name) for name in _SAME_THING] for it in (call, other))
    return not is_new and this == that and other.operation == call.operation
