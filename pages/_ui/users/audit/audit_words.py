"""The audit log in plain words: how a change ended, and what it changed; pure."""

from collections.abc import Iterator

from pages._ui.users.user_status import BadgeColor
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import Facts

OUTCOMES: dict[AuditOutcome, tuple[str, BadgeColor]] = {
    AuditOutcome.DONE: ("Done", "green"),
    AuditOutcome.REFUSED: ("Refused here", "gray"),
    AuditOutcome.FAILED: ("Failed", "red"),
    AuditOutcome.UNKNOWN: ("Answer not known", "orange"),
}
UNDONE = "Undone"
_NOTHING = "none"


def outcome_label(entry: AuditEntry) -> str:
    """Return the words for how it ended."""
    return OUTCOMES[entry.outcome][0]


def changed_words(entry: AuditEntry) -> str:
    """Return what it changed, "enabled: yes → no"; "" where the log keeps nothing of it."""
    return "; ".join(
        f"{name}: {_value(old)} → {_value(new)}" for name, old, new in _pairs(entry) if old != new
    )


def _pairs(entry: AuditEntry) -> Iterator[tuple[str, object, object]]:
    before, after = _flat(entry.before), _flat(entry.after)
    for name in dict.fromkeys((*before, *after)):
        yield name, before.get(name), after.get(name)


def _flat(facts: Facts) -> dict[str, object]:
    attributes = facts.get("attributes")
    others = {name: value for name, value in facts.items() if name != "attributes"}
    return {**others, **(attributes if isinstance(attributes, dict) else {})}


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOTHING if value in (None, "") else str(value)
