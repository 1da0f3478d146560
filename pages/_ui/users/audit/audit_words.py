"""The audit log in plain words: how a change ended, and what it changed; pure."""

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


def changed_words(before: Facts, after: Facts) -> str:
    """Return what differs, "enabled: yes → no"; "" where the log keeps nothing of it."""
    old, new = _flat(before), _flat(after)
    names = dict.fromkeys((*old, *new))
    said = ((name, _value(old.get(name)), _value(new.get(name))) for name in names)
    return "; ".join(f"{name}: {was} → {now}" for name, was, now in said if was != now)


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
