"""The server's desk of jobs: one for a pool, the snapshot keeps up, jobs are left at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from pages._server.snapshots.bulk_keeper import BulkKeeper
from pages._server.snapshots.snapshot_keeper import SnapshotKeeper
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.run.bulk_job import BulkJob
from services.users.directory import Directory
from tests.services.users.bulk.crowd import SECONDS, crowd, names
from tests.waiting import until

pytestmark = pytest.mark.engine
USERS = 40


@dataclass(frozen=True)
class PoolOfLab:
    """What the keeper asks of a lab."""

    aws: Aws
    directory: Directory


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def lab(aws: Aws) -> Iterator[PoolOfLab]:
    with crowd(aws, USERS) as pool:
        yield PoolOfLab(aws=aws, directory=Directory(aws, pool))


@pytest.fixture
def snapshots(aws: Aws) -> Iterator[SnapshotKeeper]:
    keeper = SnapshotKeeper(aws.settings)
    yield keeper
    keeper.close()


@pytest.fixture
def keeper(snapshots: SnapshotKeeper) -> Iterator[BulkKeeper]:
    keeper = BulkKeeper(snapshots)
    yield keeper
    keeper.close()


def begun(keeper: BulkKeeper, lab: PoolOfLab, count: int) -> BulkJob:
    desk = keeper.of(lab)  # type: ignore[arg-type]
    plan = desk.dry_run(desk.act_source(Act(kind=ActKind.DISABLE), names(count)))
    return keeper.start(lab, plan, reason="they left", typed=None)  # type: ignore[arg-type]


def disabled(snapshots: SnapshotKeeper, lab: PoolOfLab) -> int:
    snapshot = snapshots.of(lab.directory)
    return sum(not row.user.enabled for row in snapshot.known(names(USERS)).values())


def test_the_snapshot_has_what_a_job_changed_once_it_is_over(
    keeper: BulkKeeper, snapshots: SnapshotKeeper, lab: PoolOfLab
) -> None:
    snapshots.of(lab.directory).wait(SECONDS)
    job = begun(keeper, lab, 3)
    assert job.wait(SECONDS)
    keeper.wait_until_caught_up(job.id, SECONDS)
    assert disabled(snapshots, lab) == 3
    assert keeper.at_work() == ()


def test_the_snapshot_has_what_a_paused_job_changed_so_far(
    keeper: BulkKeeper, snapshots: SnapshotKeeper, lab: PoolOfLab
) -> None:
    snapshots.of(lab.directory).wait(SECONDS)
    job = begun(keeper, lab, USERS)
    until(lambda: job.progress().ended > 0)
    job.pause()
    assert [each.id for each in keeper.at_work()] == [job.id]
    until(lambda: disabled(snapshots, lab) == job.progress().ended)
    assert 0 < job.progress().ended < USERS
    resumed = keeper.resume(lab, job.id)  # type: ignore[arg-type]
    assert resumed is job
    assert job.wait(SECONDS)
    keeper.wait_until_caught_up(job.id, SECONDS)
    assert disabled(snapshots, lab) == USERS


def test_at_the_end_of_the_server_jobs_are_left_and_can_be_resumed(
    keeper: BulkKeeper, lab: PoolOfLab
) -> None:
    job = begun(keeper, lab, USERS)
    job.pause()
    keeper.close()
    assert job.state is BulkState.INTERRUPTED
    again = keeper.resume(lab, job.id)  # type: ignore[arg-type]
    assert again is not job
    assert again.wait(SECONDS)
    assert again.state is BulkState.FINISHED


def test_another_pool_gets_a_desk_of_its_own_and_the_jobs_of_the_first_are_left(
    keeper: BulkKeeper, aws: Aws, lab: PoolOfLab
) -> None:
    job = begun(keeper, lab, USERS)
    job.pause()
    first = keeper.of(lab)  # type: ignore[arg-type]
    assert keeper.of(lab) is first  # type: ignore[arg-type]
    with crowd(aws, 0) as pool:
        other = PoolOfLab(aws=aws, directory=Directory(aws, pool))
        assert keeper.of(other) is not first  # type: ignore[arg-type]
        assert job.state is BulkState.INTERRUPTED
        assert keeper.of(other).jobs() == ()  # type: ignore[arg-type]
