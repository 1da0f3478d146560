"""The users of an export in batches, telling how far it is; one batch is in memory at a time."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from services.users.csv_files.export.choices import ExportProgress, TellExport
from services.users.snapshot.question import (
    CREATED,
    ENABLED,
    GROUPS,
    MODIFIED,
    STATUS,
    USERNAME,
    UserQuestion,
    UserRow,
)
from services.users.snapshot.snapshot import Snapshot

_BATCH = 500


def told_batches(
    snapshot: Snapshot, question: UserQuestion, tell: TellExport
) -> Iterator[list[UserRow]]:
    """Yield the users whom the question finds, and tell of each batch once it is taken."""
    total, written = snapshot.ask(question, page=1, size=1).total, 0
    users = snapshot.each(question)
    while batch := list(islice(users, _BATCH)):
        yield batch
        written += len(batch)
        tell(ExportProgress(written=written, total=max(total, written)))


def own_values(row: UserRow) -> dict[str, Any]:
    """Return what a user has besides the attributes, by the names of the columns."""
    return {
        USERNAME: row.user.username,
        STATUS: row.user.status.value,
        ENABLED: row.user.enabled,
        GROUPS: list(row.groups),
        CREATED: row.user.created_at.isoformat(),
        MODIFIED: row.user.modified_at.isoformat(),
    }
