"""The dry run of a job: what would change for whom, and why not; it sends nothing that changes.

Users are taken from the snapshot where it knows them, and read from Cognito otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from services.errors import InvalidRequest, PlanRefused, UserNotFound
from services.users.bulk.acts.row_decision import RowDecision, Verdict, refused
from services.users.bulk.plan.row_source import RowSource
from services.users.changes.audit.secret_free import without_secrets
from services.users.changes.change import Facts
from services.users.changes.desk import Desk
from services.users.changes.protection import Protection
from services.users.directory import Directory
from services.users.new_user import why_no_username
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot

_BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row: the username as Cognito has it, and what would become of it.

    `before` and `after` are what would change; a row that is no change has a `reason` instead.
    """

    number: int
    username: str
    verdict: Verdict
    reason: str = ""
    label: str = ""
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """Every row of `source`, in its order."""

    source: RowSource
    rows: tuple[PlannedRow, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict is verdict for row in self.rows)


def dry_run(
    source: RowSource,
    desk: Desk,
    snapshot: Snapshot | None = None,
    *,
    progress: Callable[[int], None] = lambda _rows: None,
) -> DryRun:
    """Return what the job would do; `progress` is told how many rows are looked at.

    Raises AwsErrors where a user has to be read and cannot be.
    """
    found = _known(source, desk.directory, snapshot)
    return dry_run_of(source, desk.protection(), _told(found, progress))


def dry_run_of(
    source: RowSource, protection: Protection, found: Iterable[UserRow | None]
) -> DryRun:
    """Return what the job would do; `found` has the user of each row, None for nobody."""
    seen: dict[str, int] = {}
    rows = []
    for number, (name, known) in enumerate(zip(source.usernames, found, strict=True), start=1):
        username = known.user.username if known else name
        decision = source.settled(number)
        if decision is None and (first := seen.setdefault(username, number)) != number:
            decision = refused(f"Row {first} is the same user.")
        decision = decision or _protected(source.decide(number, known), known, protection)
        rows.append(_planned(number, username, decision))
    return DryRun(source=source, rows=tuple(rows))


def _known(
    source: RowSource, directory: Directory, snapshot: Snapshot | None
) -> Iterator[UserRow | None]:
    whole = snapshot if snapshot and snapshot.state.last else None  # else groups may be missing
    names = iter(source.usernames)
    while batch := list(islice(names, _BATCH)):
        known = whole.known(batch) if whole else {}
        for name in batch:
            row = known.get(name)
            yield row or read_row(directory, name, needs_groups=source.needs_groups)


def _told(
    found: Iterable[UserRow | None], progress: Callable[[int], None]
) -> Iterator[UserRow | None]:
    for number, row in enumerate(found, start=1):
        yield row
        if number % _BATCH == 0:
            progress(number)


def read_row(directory: Directory, username: str, *, needs_groups: bool) -> UserRow | None:
    """Ask Cognito for the user, and for the groups where they are needed; None for nobody.

    Nobody has a name that AWS does not take, such as one with a space; what else AWS calls invalid
    is raised.
    """
    try:
        user = directory.get(username)
        groups = directory.groups_of(user.username) if needs_groups else ()
    except UserNotFound:
        return None
    except InvalidRequest:
        if why_no_username(username):
            return None
        raise
    return UserRow(user=user, groups=groups)


def _protected(decision: RowDecision, known: UserRow | None, protection: Protection) -> RowDecision:
    if decision.change is None or known is None:
        return decision
    try:
        protection.refuse(decision.change, is_undo=bool(decision.undoes), known=known.user)
    except PlanRefused as error:
        return refused(error.message)
    return decision


def _planned(number: int, username: str, decision: RowDecision) -> PlannedRow:
    change = decision.change
    return PlannedRow(
        number=number,
        username=username,
        verdict=decision.verdict,
        reason=decision.reason,
        label=change.label if change else "",
        before=without_secrets(change.before, frozenset()) if change else {},
        after=without_secrets(change.after, frozenset()) if change else {},
    )
