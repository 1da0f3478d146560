"""What the commands on users work with: the stack's user pool, and its users as read for a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra_scripts.command_line.cloud import opened_cloud, writable_cloud
from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.terminal import told_line
from services.cloud.aws import Aws
from services.errors import LabError
from services.home.outputs import require_outputs

if TYPE_CHECKING:
    from services.users.bulk.bulk_desk import BulkDesk
    from services.users.directory import Directory
    from services.users.snapshot.snapshot import Snapshot

_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedUsers:
    """One user pool for one command; `shows_progress` on a terminal."""

    aws: Aws
    desk: "BulkDesk"
    user_pool_id: str
    shows_progress: bool


@contextmanager
def opened_users(invocation: Invocation, *, is_written: bool) -> Iterator[OpenedUsers]:
    """Yield the stack's user pool; raises NotProvisioned without a stack, and starts nothing then.

    Before the first write on AWS, it says whose account that is.
    """
    settings = invocation.settings()
    user_pool_id = require_outputs(settings).user_pool_id
    with (writable_cloud if is_written else opened_cloud)(settings) as aws:
        from services.users.bulk.bulk_desk import BulkDesk

        yield OpenedUsers(
            aws=aws,
            desk=BulkDesk(aws, user_pool_id),
            user_pool_id=user_pool_id,
            shows_progress=invocation.shows_progress,
        )


@contextmanager
def read_users(users: OpenedUsers) -> Iterator["Snapshot"]:
    """Yield every user of the pool as read now, kept in memory; raises AwsErrors."""
    from services.users.directory import Directory
    from services.users.snapshot.snapshot import Snapshot

    directory = Directory(users.aws, users.user_pool_id)
    snapshot = Snapshot(directory, None)
    try:
        _fill(snapshot, directory, is_shown=users.shows_progress)
        yield snapshot
    finally:
        snapshot.close()


def _fill(snapshot: "Snapshot", directory: "Directory", *, is_shown: bool) -> None:
    with told_line("Reading the users", is_shown=is_shown) as tell:
        snapshot.refresh(directory)
        while snapshot.state.is_filling:
            snapshot.wait(_LOOK_SECONDS)
            tell(f"{snapshot.state.progress.users:,}")
    if snapshot.state.last is None:
        raise snapshot.state.error or LabError("The users were not read.", hint="Try again.")
