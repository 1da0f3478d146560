"""What a journal tells of its job, put together from the lines; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.users.bulk.journal.row_result import (
    BegunRow,
    RowOutcome,
    RowResult,
    parse_begun,
    parse_result_of,
)

SCHEMA = 1


class BulkState(StrEnum):
    """`INTERRUPTED`: it is not ended, and no process works on it: it can be resumed or cancelled.

    A job that stopped itself, since the cloud or the disk did not let it go on, is paused.
    """

    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    FINISHED = "finished"


ENDS = (BulkState.CANCELLED, BulkState.FINISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkHeader:
    """What a job is; `id` is also the id of its line in the audit log. `source` is its as_json."""

    id: str
    label: str
    user_pool_id: str
    reason: str
    created_at: datetime
    os_user: str
    source: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalView:
    """`end` is None while the job is not ended; row `number` has the username before it."""

    header: BulkHeader
    usernames: Sequence[str]
    begun: Mapping[int, BegunRow] = field(default_factory=dict)
    results: Mapping[int, RowResult] = field(default_factory=dict)
    end: BulkState | None = None

    def left(self) -> list[tuple[int, str]]:
        """Return number and username of each row that has no result."""
        rows = enumerate(self.usernames, start=1)
        return [(number, name) for number, name in rows if number not in self.results]

    def all_results(self) -> tuple[RowResult, ...]:
        """Return one for each row, in order; LEFT, or UNKNOWN when begun, where there is none."""
        return tuple(
            self.results.get(number) or _left(number, name, self.begun.get(number))
            for number, name in enumerate(self.usernames, start=1)
        )


def header_line(header: BulkHeader) -> Mapping[str, Any]:
    return {
        "line": "job",
        "schema": SCHEMA,
        "id": header.id,
        "label": header.label,
        "user_pool": header.user_pool_id,
        "reason": header.reason,
        "created": header.created_at.isoformat(),
        "actor": header.os_user,
        "source": header.source,
    }


def end_line(state: BulkState) -> Mapping[str, Any]:
    return {"line": "end", "state": state.value}


def take_journal(lines: Iterable[Mapping[str, Any]]) -> JournalView | None:
    """Return what the lines of one file tell; None where they are no journal of this version."""
    header: BulkHeader | None = None
    usernames: list[str] = []
    begun: dict[int, BegunRow] = {}
    results: dict[int, RowResult] = {}
    end: BulkState | None = None
    try:
        for line in lines:
            match line["line"]:
                case "job":
                    header = _header(line)
                case "rows":
                    usernames.extend(line["usernames"])
                case "begun":
                    row = parse_begun(line)
                    begun[row.number] = row
                case "ended":
                    result = parse_result_of(line)
                    results[result.number] = result
                case "end":
                    end = BulkState(line["state"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if header is None:
        return None
    return JournalView(
        header=header, usernames=tuple(usernames), begun=begun, results=results, end=end
    )


def _header(line: Mapping[str, Any]) -> BulkHeader:
    if line["schema"] != SCHEMA:
        raise ValueError("another schema")
    return BulkHeader(
        id=str(line["id"]),
        label=str(line["label"]),
        user_pool_id=str(line["user_pool"]),
        reason=str(line["reason"]),
        created_at=datetime.fromisoformat(line["created"]),
        os_user=str(line["actor"]),
        source=dict(line["source"]),
    )


def _left(number: int, username: str, begun: BegunRow | None) -> RowResult:
    return RowResult(
        number=number,
        username=username,
        outcome=RowOutcome.UNKNOWN if begun else RowOutcome.LEFT,
        reason="It was sent, and the answer is not known." if begun else "",
        entry_id=begun.entry_id if begun else "",
    )
