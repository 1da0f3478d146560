"""The state of one resource as pages and the command line show it; derived from a decision."""

from dataclasses import dataclass, field
from enum import StrEnum

from infra_scripts.stack.console import console_url
from infra_scripts.stack.plan import FieldChange, PlannedAction, PlannedChange, ResourceDecision
from infra_scripts.stack.resources.model import Resource
from infra_scripts.stack.resources.view import StackView, waits_for_an_id


class ResourceState(StrEnum):
    EXISTS = "exists"
    MISSING = "missing"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceStatus:
    """One resource as it is now; `detail` says what differs, `console_url` is empty locally.

    `follows_from` names the resource that has to be made anew first: with its id this one changes,
    too. It is empty for trouble of the resource's own.
    """

    name: str
    kind: str
    id: str
    state: ResourceState
    console_url: str = ""
    detail: str = ""
    fields: tuple[FieldChange, ...] = field(default=(), repr=False)
    follows_from: str = ""

    @property
    def is_as_described(self) -> bool:
        return self.state is ResourceState.EXISTS


def status_of(
    resource: Resource, decision: ResourceDecision, view: StackView, *, has_console: bool
) -> ResourceStatus:
    change = decision.change
    url = (
        console_url(resource.kind, view.region, view.entries, resource.name, resource.parent_name())
        if has_console
        else ""
    )
    return ResourceStatus(
        name=resource.name,
        kind=resource.kind,
        id=change.id,
        state=_state(change),
        console_url=url,
        detail="" if change.action is PlannedAction.KEEP else what_happens(change),
        fields=change.fields,
        follows_from=_follows_from(resource, change, view),
    )


def what_happens(change: PlannedChange) -> str:
    """Return a change as one short phrase: its reason, or the action and the fields it is about."""
    if change.reason:
        return change.reason
    fields = ", ".join(field.name for field in change.fields)
    return f"{change.action.value} {fields}".strip()


def _follows_from(resource: Resource, change: PlannedChange, view: StackView) -> str:
    is_its_own = any(not waits_for_an_id(field.after) for field in change.fields)
    if change.action is PlannedAction.KEEP or (
        change.action is PlannedAction.UPDATE and is_its_own
    ):
        return ""
    return next((name for name in resource.builds_on() if name in view.born), "")


def _state(change: PlannedChange) -> ResourceState:
    if change.action is PlannedAction.KEEP:
        return ResourceState.EXISTS
    return ResourceState.MISSING if change.action is PlannedAction.CREATE else ResourceState.DIFFERS
