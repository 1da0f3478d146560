"""What would change and why: the plan of one run as a value; decides, and changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infra_scripts.stack.resources.model import Found, NotOurs, Resource
from infra_scripts.stack.resources.view import StackView
from services.home.outputs import ResourceEntry


class PlannedAction(StrEnum):
    """What happens to one resource."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    KEEP = "keep"
    REFUSE = "refuse"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, dotted where it lies deeper; None stands for absent."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """What happens to one resource; `reason` is a sentence where there is something to say."""

    name: str
    kind: str
    action: PlannedAction
    id: str = ""
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The changes in the order in which they are applied, kept resources included."""

    changes: tuple[PlannedChange, ...]

    @property
    def is_empty(self) -> bool:
        return all(change.action is PlannedAction.KEEP for change in self.changes)

    @property
    def refused(self) -> tuple[PlannedChange, ...]:
        return tuple(change for change in self.changes if change.action is PlannedAction.REFUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDecision:
    """One planned change with what its execution needs."""

    change: PlannedChange
    found: Found | None = None
    changed: frozenset[str] = frozenset()


def decide(resource: Resource, view: StackView) -> ResourceDecision:
    """Compare a resource as it is with how it should be; reads only."""
    try:
        found = _find(resource, view)
    except NotOurs as foreign:
        return ResourceDecision(
            change=_change(resource, PlannedAction.REFUSE, id=foreign.id, reason=str(foreign))
        )
    if found is None:
        return ResourceDecision(change=_change(resource, PlannedAction.CREATE))
    wanted = resource.desired(view)
    changed = frozenset(key for key in wanted if wanted[key] != found.fields.get(key))
    action, reason = _action(resource, changed)
    fields = tuple(
        field
        for key in wanted
        if key in changed
        for field in field_changes(key, found.fields.get(key), wanted[key])
    )
    change = _change(resource, action, id=found.id, fields=fields, reason=reason)
    return ResourceDecision(change=change, found=found, changed=changed)


def make_plan(resources: Sequence[Resource], view: StackView) -> Plan:
    """Decide for every resource in order, as if the ones before it had been applied."""
    changes = []
    for resource in resources:
        decision = decide(resource, view)
        changes.append(decision.change)
        note_decision(view, decision)
    return Plan(changes=tuple(changes))


def note_decision(view: StackView, decision: ResourceDecision) -> None:
    """Let the view know which ids later resources can count on."""
    name = decision.change.name
    if decision.change.action in (
        PlannedAction.CREATE,
        PlannedAction.REPLACE,
        PlannedAction.REFUSE,
    ):
        view.entries.pop(name, None)
        view.born.add(name)
    elif decision.found is not None:
        view.entries[name] = entry_of(decision.change.kind, decision.found)


def entry_of(kind: str, found: Found) -> ResourceEntry:
    return ResourceEntry(kind=kind, id=found.id, arn=found.arn)


def field_changes(name: str, before: Any, after: Any) -> list[FieldChange]:
    """Return what differs between two values, each difference under its dotted name."""
    if before == after:
        return []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return [
            change
            for key in sorted({*before, *after})
            for change in field_changes(f"{name}.{key}", before.get(key), after.get(key))
        ]
    return [FieldChange(name=name, before=before, after=after)]


def _find(resource: Resource, view: StackView) -> Found | None:
    parent = resource.parent_name()
    if parent and (parent in view.born or not view.known_id(parent)):
        return None  # the parent will be new, so it has no children yet
    return resource.find(view)


def _action(resource: Resource, changed: frozenset[str]) -> tuple[PlannedAction, str]:
    for field, reason in resource.locked.items():
        if field in changed:
            return PlannedAction.REFUSE, f"{field}: {reason}"
    if changed & resource.replaced_for:
        return (
            PlannedAction.REPLACE,
            f"{', '.join(sorted(changed & resource.replaced_for))} changed.",
        )
    return (PlannedAction.UPDATE, "") if changed else (PlannedAction.KEEP, "")


def _change(
    resource: Resource,
    action: PlannedAction,
    *,
    id: str = "",
    fields: tuple[FieldChange, ...] = (),
    reason: str = "",
) -> PlannedChange:
    return PlannedChange(
        name=resource.name, kind=resource.kind, action=action, id=id, fields=fields, reason=reason
    )
