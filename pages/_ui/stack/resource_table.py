"""Tables of the stack's resources and of a plan, as HTML that wraps; every text is escaped."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from pages._ui.page.resource_words import resource_words
from services.traffic.redaction import redact_document

if TYPE_CHECKING:
    from infra_scripts.stack.plan import FieldChange, PlannedChange
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
_STATES = {"exists": "● exists", "missing": "○ missing", "differs": "◐ differs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGroup:
    """The resources of one step of the article."""

    title: str
    statuses: "tuple[ResourceStatus, ...]"

    @property
    def existing(self) -> int:
        return sum(status.state.value == "exists" for status in self.statuses)

    @property
    def is_whole(self) -> bool:
        return self.existing == len(self.statuses)


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


def statuses_html(statuses: "Sequence[ResourceStatus]") -> str:
    """Return one row per resource: name, id with its console page, status."""
    rows = "".join(
        f"<tr>{_name(row.name)}<td>{_id(row)}</td>"
        f'<td class="state {row.state.value}">{_STATES[row.state.value]}'
        f"{_note(row.detail) if row.state.value == 'differs' else ''}</td></tr>"
        for row in statuses
    )
    return _table(("Resource", "Id", "Status"), rows)


def plan_html(changes: "Sequence[PlannedChange]") -> str:
    """Return one row per change: what happens, to which resource, each field before and after."""
    rows = "".join(
        f'<tr>{_name(row.name)}<td class="action {row.action.value}">'
        f"{row.action.value}</td><td>{_changes(row)}</td></tr>"
        for row in changes
    )
    return _table(("Resource", "Action", "What changes"), rows)


def leftovers_html(leftovers: "Sequence[Leftover]") -> str:
    rows = "".join(
        f"<tr>{_name(row.name)}<td><code>{escape(row.id)}</code></td>"
        f"<td>{escape(row.reason)}</td></tr>"
        for row in leftovers
    )
    return _table(("Resource", "Id", "Why it is still there"), rows)


def _table(heads: tuple[str, str, str], rows: str) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in heads)
    return (
        f'<table class="lab-resources"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_STYLE}"
    )


def _name(name: str) -> str:
    logical = escape(name).replace("_", "_<wbr>")
    return f'<th scope="row">{escape(resource_words(name))}<span class="note">{logical}</span></th>'


def _id(row: "ResourceStatus") -> str:
    if not row.id:
        return ""
    shown = f"<code>{escape(row.id).replace(':', ':<wbr>')}</code>"
    if not row.console_url:
        return shown
    url = escape(row.console_url)
    return f'{shown} <a href="{url}" target="_blank" rel="noreferrer noopener">console</a>'


def _note(text: str) -> str:
    return f'<span class="note">{escape(text)}</span>' if text else ""


def _changes(change: "PlannedChange") -> str:
    reason = _note(change.reason)
    return reason + "".join(_field(field) for field in change.fields)


def _field(field: "FieldChange") -> str:
    return (
        f'<div class="field"><span>{escape(field.name)}</span> '
        f"<del>{_value(field.before)}</del> → <ins>{_value(field.after)}</ins></div>"
    )


def _value(value: Any) -> str:
    if value is None:
        return "absent"
    text = json.dumps(redact_document(value), ensure_ascii=False, default=str)
    shown = text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
    return f"<code>{escape(shown)}</code>"


# DOMPurify drops a leading <style>, so the style follows the table it belongs to.
_STYLE = """<style>
.lab-resources { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.4;
  table-layout: fixed; }
.lab-resources th, .lab-resources td { padding: 0.4rem 0.75rem 0.4rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-resources tbody tr:last-child > * { border-bottom: 0; }
.lab-resources thead th { font-size: 0.78rem; font-weight: 600;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-resources tbody th { font-weight: 600; }
.lab-resources th:nth-child(1) { width: 32%; }
.lab-resources th:nth-child(3) { width: 26%; }
.lab-resources:has(.action) th:nth-child(2) { width: 14%; }
.lab-resources:has(.action) th:nth-child(3) { width: 54%; }
@media (max-width: 640px) {
  .lab-resources th:nth-child(1) { width: 39%; }
  .lab-resources th:nth-child(3) { width: 24%; } }
.lab-resources code { padding: 0; background: none; color: inherit; font-size: 0.8rem; }
.lab-resources .note { display: block; font-size: 0.78rem; font-weight: 400;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-resources .field { margin-top: 0.15rem; font-size: 0.8rem; }
.lab-resources del { text-decoration: none; color: light-dark(#b3261e, #ff9d96); }
.lab-resources ins { text-decoration: none; color: light-dark(#0b6b3a, #5fd69a); }
.lab-resources .state, .lab-resources .action { font-weight: 600; }
.lab-resources .exists, .lab-resources .create { color: light-dark(#0b6b3a, #5fd69a); }
.lab-resources .differs, .lab-resources .update, .lab-resources .replace {
  color: light-dark(#8a5200, #f0b45c); }
.lab-resources .missing, .lab-resources .refuse, .lab-resources .delete {
  color: light-dark(#b3261e, #ff9d96); }
</style>"""
