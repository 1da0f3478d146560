"""kill -9 twice in the middle of a job: resumed, no row is lost, and none is sent twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from services.cloud.aws import Aws
from services.errors import InputError
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import WORKERS, BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.changes.audit.book import AuditBook
from services.users.changes.audit.entry import AuditOutcome
from services.users.changes.change import TargetKind
from services.users.directory import Directory
from tests.services.users.bulk.crowd import (
    REASON,
    SECONDS,
    crowd,
    enabled_in,
    names,
    outcomes,
    users_of,
)
from tests.services.users.bulk.fault_proxy import FaultProxy, Faults, fault_proxy
from tests.services.users.bulk.new_people import NewPeople

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]
COUNT = 120
# Ends itself as kill -9 does once Cognito has answered so many changes, before they are told.
PROCESS = """
import os, signal, sys
from pathlib import Path
from services.cloud.aws import Aws, AwsCall
from services.settings import Settings
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import BulkDesk
from tests.services.users.bulk.crowd import *
from tests.services.users.bulk.new_people import NewPeople
home, endpoint, pool, kind, count, last = sys.argv[1:]
answered = 0
def count_changes(call):
    global answered
    answered += call.operation not in ("admin_get_user", "admin_list_groups_for_user") and (
        call.operation.startswith("admin_"))
    if answered >= int(last):
        os.kill(os.getpid(), signal.SIGKILL)
bulk = BulkDesk(Aws(Settings(home=Path(home)), endpoint, count_changes), pool)
usernames = names(int(count))
source = (
    NewPeople(pool=bulk.pool(), usernames=usernames) if kind == "people"
    else bulk.act_source(Act(kind=ActKind(kind)), usernames)
)
jobs = bulk.jobs()
if jobs:
    job = bulk.resume(jobs[0].header.id, source if kind == "people" else None)
else:
    job = bulk.start(bulk.dry_run(source), reason=REASON)
job.wait(SECONDS)
"""


@pytest.fixture
def proxy(aws: Aws) -> Iterator[FaultProxy]:
    with fault_proxy(aws.endpoint_url, Faults()) as proxy:
        yield proxy


def killed(proxy: FaultProxy, aws: Aws, pool: str, kind: str, after: int) -> None:
    arguments = [str(aws.settings.home), proxy.endpoint_url, pool, kind, str(COUNT), str(after)]
    ended = subprocess.run([sys.executable, "-c", PROCESS, *arguments], timeout=100, check=False)
    assert ended.returncode == -signal.SIGKILL


def changes_made(proxy: FaultProxy, operation: str) -> Counter[str]:
    return Counter({name: n for (made, name), n in proxy.made.items() if made == operation})


@pytest.mark.parametrize(
    ("kind", "operation"),
    [(ActKind.DISABLE, "AdminDisableUser"), (ActKind.VERIFY_EMAIL, "AdminUpdateUserAttributes")],
)
def test_a_job_killed_twice_is_finished_and_no_change_is_made_twice(
    aws: Aws, proxy: FaultProxy, kind: ActKind, operation: str
) -> None:
    with crowd(aws, COUNT) as pool:
        killed(proxy, aws, pool, kind.value, after=30)
        bulk = BulkDesk(Aws(aws.settings, proxy.endpoint_url), pool)
        [summary] = bulk.jobs()
        assert summary.state is BulkState.INTERRUPTED
        assert 0 < sum(summary.counts.values()) < 40
        killed(proxy, aws, pool, kind.value, after=40)

        job = bulk.resume(summary.header.id)
        assert job.wait(SECONDS)
        assert (job.state, job.problem) == (BulkState.FINISHED, None)
        results = bulk.results(job.id)
        assert [each.username for each in results] == list(names(COUNT))
        assert outcomes(bulk, job.id) == {RowOutcome.DONE: COUNT}
        found = users_of(aws, pool).values()
        assert {user.enabled for user in found} == {kind is not ActKind.DISABLE}
        assert {user.email_verified for user in found} == {kind is ActKind.VERIFY_EMAIL}
        assert changes_made(proxy, operation) == Counter(names(COUNT))
        entries = AuditBook(aws.settings, pool).view().entries
        assert {each.target for each in entries if each.kind is TargetKind.USER} == {*names(COUNT)}
        [of_job] = [each for each in entries if each.kind is TargetKind.JOB]
        assert of_job.result is not None
        assert (of_job.outcome, of_job.result.message) == (
            AuditOutcome.DONE,
            f"Finished: {COUNT} done.",
        )


def test_invitations_of_a_killed_job_are_sent_once_and_the_unknown_ones_are_named(
    aws: Aws, proxy: FaultProxy
) -> None:
    with crowd(aws, COUNT) as pool:
        killed(proxy, aws, pool, "resend", after=30)
        bulk = BulkDesk(Aws(aws.settings, proxy.endpoint_url), pool)
        job = bulk.resume(bulk.jobs()[0].header.id)
        assert job.wait(SECONDS)
        found = outcomes(bulk, job.id)
        assert found[RowOutcome.DONE] + found[RowOutcome.UNKNOWN] == COUNT
        assert 0 < found[RowOutcome.UNKNOWN] <= 8
        assert max(changes_made(proxy, "AdminCreateUser").values()) == 1


def test_sign_outs_that_were_answered_are_not_sent_again(aws: Aws, proxy: FaultProxy) -> None:
    with crowd(aws, COUNT) as pool:
        killed(proxy, aws, pool, "sign_out", after=60)
        bulk = BulkDesk(Aws(aws.settings, proxy.endpoint_url), pool)
        job = bulk.resume(bulk.jobs()[0].header.id)
        assert job.wait(SECONDS)
        assert outcomes(bulk, job.id) == {RowOutcome.DONE: COUNT}
        sent = changes_made(proxy, "AdminUserGlobalSignOut")
        assert set(sent) == {*names(COUNT)}
        assert sum(sent.values()) <= COUNT + WORKERS  # those whose answer nobody wrote down


def test_users_of_a_killed_import_are_there_once_whole_and_with_passwords_that_are_known(
    aws: Aws, proxy: FaultProxy
) -> None:
    with crowd(aws, 0, groups=("staff", "night")) as pool:
        killed(proxy, aws, pool, "people", after=100)
        killed(proxy, aws, pool, "people", after=101)
        bulk = BulkDesk(Aws(aws.settings, proxy.endpoint_url), pool)
        job_id = bulk.jobs()[0].header.id
        with pytest.raises(InputError, match="rows are not in its journal"):
            bulk.resume(job_id)
        with pytest.raises(InputError, match="not what the job was begun with"):
            bulk.resume(job_id, NewPeople(pool=bulk.pool(), usernames=names(COUNT - 1)))
        job = bulk.resume(job_id, NewPeople(pool=bulk.pool(), usernames=names(COUNT)))
        assert job.wait(SECONDS)
        assert outcomes(bulk, job.id) == {RowOutcome.DONE: COUNT}
        assert changes_made(proxy, "AdminCreateUser") == Counter(names(COUNT))
        directory = Directory(aws, pool)
        assert {directory.groups_of(name) for name in names(COUNT)} == {("night", "staff")}
        assert {user.status.value for user in users_of(aws, pool).values()} == {"CONFIRMED"}
        assert sorted(users_of(aws, pool)) == list(names(COUNT))
        assert len(job.take_passwords()) >= COUNT - 100


def test_a_job_that_was_left_behind_can_be_cancelled_and_frees_its_users(
    aws: Aws, proxy: FaultProxy
) -> None:
    with crowd(aws, COUNT) as pool:
        killed(proxy, aws, pool, "disable", after=30)
        bulk = BulkDesk(aws, pool)
        job_id = bulk.jobs()[0].header.id
        bulk.cancel(job_id)
        [summary] = bulk.jobs()
        assert summary.state is BulkState.CANCELLED
        found = outcomes(bulk, job_id)
        assert found[RowOutcome.LEFT] >= COUNT - 40
        act = Act(kind=ActKind.ENABLE)
        job = bulk.start(bulk.dry_run(bulk.act_source(act, names(COUNT))), reason=REASON)
        assert job.wait(SECONDS)
        assert enabled_in(aws, pool) == {*names(COUNT)}
