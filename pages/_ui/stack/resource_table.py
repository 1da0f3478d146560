"""Tables of the stack's resources and of a plan, as HTML that wraps."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pages._ui.page.count_words import count_words
from pages._ui.page.resource_words import resource_words
from pages._ui.page.templates import render
from services.traffic.redaction import redact_document

if TYPE_CHECKING:
    from infra_scripts.stack.plan import PlannedChange
    from infra_scripts.stack.removal import Leftover
    from infra_scripts.stack.status import ResourceStatus

_STEPS = (
    ("User pools", {"user_pool", "resource_server", "user_pool_domain", "app_client", "group"}),
    ("Functions and their roles", {"log_group", "role", "function"}),
    ("REST API and authorizers", {"rest_api", "authorizer"}),
    ("Routes", {"method", "cors_preflight", "permission"}),
    ("Gateway responses", {"gateway_response"}),
    ("Deployment and limits", {"deployment", "stage", "usage_plan", "api_key"}),
)
_OTHER = "Other"
_LONGEST_VALUE = 160
_STATES = {"exists": "● in place", "missing": "○ missing", "differs": "◐ differs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGroup:
    """The resources of one step of provisioning."""

    title: str
    statuses: "tuple[ResourceStatus, ...]"

    @property
    def in_place(self) -> "tuple[ResourceStatus, ...]":
        return tuple(status for status in self.statuses if status.is_as_described)

    @property
    def troubled(self) -> "tuple[ResourceStatus, ...]":
        return tuple(status for status in self.statuses if not status.is_as_described)

    @property
    def has_fault(self) -> bool:
        """Say whether something is wrong here by itself, and not only follows from elsewhere."""
        return any(not status.follows_from for status in self.troubled)

    @property
    def existing(self) -> int:
        return len(self.in_place)

    @property
    def is_whole(self) -> bool:
        return self.existing == len(self.statuses)

    @property
    def state(self) -> str:
        return "all in place" if self.is_whole else f"{self.existing or 'none'} in place"


def resource_groups(statuses: "Iterable[ResourceStatus]") -> tuple[ResourceGroup, ...]:
    """Return the resources by step, each in the order of provisioning."""
    rows = tuple(statuses)
    known = set().union(*(kinds for _, kinds in _STEPS))
    steps = (*_STEPS, (_OTHER, {row.kind for row in rows} - known))
    groups = (
        ResourceGroup(title=title, statuses=tuple(row for row in rows if row.kind in kinds))
        for title, kinds in steps
    )
    return tuple(group for group in groups if group.statuses)


def groups_html(groups: Iterable[ResourceGroup], *, is_folded: bool) -> Markup:
    """Return the tables of the groups, each folded under its title.

    A group with a fault in it stands open, unless `is_folded` says that all of them are folded.
    """
    return render(
        "stack/groups.html.j2",
        groups=groups,
        is_folded=is_folded,
        count_words=count_words,
        statuses_html=statuses_html,
    )


def statuses_html(statuses: "Sequence[ResourceStatus]") -> Markup:
    """Return one row per resource: name, id with its console page, status."""
    heads = ("Resource", "Id", "Status")
    return _table("statuses", heads, rows=statuses, states=_STATES)


def plan_html(changes: "Sequence[PlannedChange]") -> Markup:
    """Return one row per change: what happens, to which resource, each field before and after."""
    heads = ("Resource", "Action", "What changes")
    return _table("plan", heads, rows=changes, value_text=_value_text)


def leftovers_html(leftovers: "Sequence[Leftover]") -> Markup:
    return _table("leftovers", ("Resource", "Id", "Why it is still there"), rows=leftovers)


def _table(name: str, heads: tuple[str, str, str], **values: Any) -> Markup:
    return render(f"stack/{name}.html.j2", heads=heads, resource_words=resource_words, **values)


def _value_text(value: Any) -> str:
    text = json.dumps(redact_document(value), ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
