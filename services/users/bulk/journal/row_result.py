"""How a row of a job ended, and what is known of one that was begun, as values and lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.users.bulk.acts.row_decision import RowDecision, Unanswered


class RowOutcome(StrEnum):
    """`UNKNOWN`: it was sent, the answer was lost, and reading the user does not tell.

    `LEFT` is a row that a cancelled or unfinished job did not end.
    """

    DONE = "done"
    NOTHING = "nothing to do"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    LEFT = "not begun"


CHANGED = (RowOutcome.DONE, RowOutcome.UNKNOWN)  # the user may be another than before


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """`entry_id` is the change's id in the audit log, "" where nothing was to be sent."""

    number: int
    username: str
    outcome: RowOutcome
    reason: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunRow:
    """A row whose change was about to be sent; what it creates or deletes shows in who is there."""

    number: int
    entry_id: str
    unanswered: Unanswered
    creates: bool = False
    deletes: bool = False


def begun_row(
    number: int, entry_id: str, decision: RowDecision, before: BegunRow | None
) -> BegunRow:
    """Return the row as begun; the rest of a creation that was begun `before` belongs to it."""
    calls = decision.change.calls if decision.change else ()
    creates = any(
        call.operation == "admin_create_user" and not call.is_resent_invitation for call in calls
    )
    return BegunRow(
        number=number,
        entry_id=entry_id,
        unanswered=decision.unanswered,
        creates=creates or bool(before and before.creates),
        deletes=any(call.operation == "admin_delete_user" for call in calls),
    )


def begun_line(begun: BegunRow) -> Mapping[str, Any]:
    return {"line": "begun", **_fields(begun)}


def result_line_of(result: RowResult) -> Mapping[str, Any]:
    return {"line": "ended", **_fields(result)}


def _fields(row: BegunRow | RowResult) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}  # asdict would copy each deeply


def parse_begun(line: Mapping[str, Any]) -> BegunRow:
    """Return the row of such a line; raises KeyError, TypeError, ValueError for another."""
    fields = {name: value for name, value in line.items() if name != "line"}
    return BegunRow(**{**fields, "unanswered": Unanswered(fields["unanswered"])})


def parse_result_of(line: Mapping[str, Any]) -> RowResult:
    """Return the result of such a line; raises KeyError, TypeError, ValueError for another."""
    fields = {name: value for name, value in line.items() if name != "line"}
    return RowResult(**{**fields, "outcome": RowOutcome(fields["outcome"])})
