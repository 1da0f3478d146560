"""Jobs on the real engine: what they do, what is written down, and how they are held and undone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.cloud.aws import Aws
from services.errors import InputError, StackBusy
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.plan.confirmation import Confirmation
from services.users.changes.audit.book import AuditBook
from services.users.changes.audit.entry import AuditOutcome
from services.users.changes.change import TargetKind
from tests.file_modes import is_private
from tests.services.users.bulk.crowd import (
    REASON,
    SECONDS,
    crowd,
    enabled_in,
    name_of,
    names,
    outcomes,
    started,
    users_of,
)

pytestmark = pytest.mark.engine


def journal_path(aws: Aws, job_id: str) -> Path:
    return aws.settings.bulk_dir / f"{job_id}.jsonl"


def test_everybody_of_a_selection_is_changed_with_a_line_each_and_one_for_the_job(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    job = started(bulk, ActKind.DISABLE, names(39))
    assert job.wait(SECONDS)
    assert (job.state, job.problem) == (BulkState.FINISHED, None)
    assert enabled_in(aws, pool) == {"user-0039"}
    entries = AuditBook(aws.settings, pool).view().entries
    of_users = [each for each in entries if each.kind is TargetKind.USER]
    assert sorted(each.target for each in of_users) == list(names(39))
    assert {each.job for each in of_users} == {job.id}
    [of_job] = [each for each in entries if each.kind is TargetKind.JOB]
    assert (of_job.id, of_job.label, of_job.target) == (job.id, "Disable", "39 users")
    assert of_job.reason == REASON
    assert of_job.result is not None
    assert (of_job.outcome, of_job.result.message) == (AuditOutcome.DONE, "Finished: 39 done.")
    by_id = {each.id: each.target for each in of_users}
    assert [by_id[each.entry_id] for each in bulk.results(job.id)] == list(names(39))
    assert is_private(journal_path(aws, job.id))


@pytest.mark.parametrize(
    ("act", "holds"),
    [
        (Act(kind=ActKind.ADD_GROUPS, groups=("staff", "night")), ("night", "staff")),
        (Act(kind=ActKind.REPLACE_GROUPS, groups=("night",)), ("night",)),
        (Act(kind=ActKind.REPLACE_GROUPS), ()),
    ],
)
def test_groups_of_many(bulk: BulkDesk, act: Act, holds: tuple[str, ...]) -> None:
    assert started(bulk, ActKind.ADD_GROUPS, names(3), groups=("staff",)).wait(SECONDS)
    job = bulk.start(bulk.dry_run(bulk.act_source(act, names(3))), reason=REASON)
    assert job.wait(SECONDS)
    assert {bulk._desk.directory.groups_of(name) for name in names(3)} == {holds}


def test_attributes_marks_and_invitations_of_many(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    for kind, fields in (
        (ActKind.SET_ATTRIBUTE, {"attribute": "name", "value": 'A, "B"\n=1+1 \u202e'}),
        (ActKind.VERIFY_EMAIL, {}),
        (ActKind.RESEND, {}),
        (ActKind.SIGN_OUT, {}),
    ):
        job = started(bulk, kind, names(5), **fields)
        assert job.wait(SECONDS)
        assert outcomes(bulk, job.id) == {RowOutcome.DONE: 5}, kind
    ours = [user for name, user in users_of(aws, pool).items() if name in names(5)]
    assert {user.attributes["name"] for user in ours} == {'A, "B"\n=1+1 \u202e'}
    assert {user.email_verified for user in ours} == {True}
    job = started(bulk, ActKind.DELETE_ATTRIBUTE, names(6), attribute="name")
    assert job.wait(SECONDS)
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 5, RowOutcome.NOTHING: 1}
    assert {"name" in user.attributes for user in users_of(aws, pool).values()} == {False}


def test_passwords_are_shown_once_and_stand_in_no_file(bulk: BulkDesk, aws: Aws) -> None:
    job = started(bulk, ActKind.TEMPORARY_PASSWORD, names(5))
    assert job.wait(SECONDS)
    passwords = job.take_passwords()
    assert sorted(passwords) == list(names(5))
    assert job.take_passwords() == {}
    files = [path for path in aws.settings.home.rglob("*") if path.is_file()]
    texts = [path.read_bytes().decode(errors="replace") for path in files]
    assert len([text for text in texts if name_of(0) in text]) == 2  # journal and audit log
    assert [text for text in texts if any(each in text for each in passwords.values())] == []


def test_a_delete_of_many_asks_for_the_count_and_the_pools_name(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DELETE), (*names(3), "nobody")))
    for typed in (
        None,
        Confirmation(count="4", pool_name="crowd"),
        Confirmation(count="3", pool_name="Crowd"),
    ):
        with pytest.raises(InputError):
            bulk.start(plan, reason=REASON, typed=typed)
    assert len(users_of(aws, pool)) == 40
    job = bulk.start(plan, reason=REASON, typed=Confirmation(count=" 3 ", pool_name="crowd"))
    assert job.wait(SECONDS)
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 3, RowOutcome.REFUSED: 1}
    assert len(users_of(aws, pool)) == 37


def test_what_takes_something_away_needs_a_reason(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DISABLE), names(3)))
    with pytest.raises(InputError, match="Disable needs a reason"):
        bulk.start(plan, reason="  ")
    assert len(enabled_in(aws, pool)) == 40


def test_a_job_can_be_paused_resumed_and_cancelled(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DISABLE), names(40)))
    job = bulk.start(plan, reason=REASON)
    job.pause()
    assert job.state is BulkState.PAUSED
    assert not job.wait(1.0)
    begun = job.progress()
    assert begun.left > 0
    assert len(enabled_in(aws, pool)) == begun.left
    assert not job.wait(0.5)
    assert job.progress().ended == begun.ended
    [listed] = bulk.jobs()
    assert (listed.state, listed.counts) == (BulkState.PAUSED, {RowOutcome.DONE: begun.ended})
    assert bulk.resume(job.id) is job
    assert job.wait(SECONDS)
    assert job.progress().seconds_left == 0
    assert enabled_in(aws, pool) == set()

    back = started(bulk, ActKind.ENABLE, names(40))
    back.pause()
    bulk.cancel(back.id)
    assert back.wait(SECONDS)
    assert back.state is BulkState.CANCELLED
    done = {each.username for each in bulk.results(back.id) if each.outcome is RowOutcome.DONE}
    assert len(done) < 40
    assert enabled_in(aws, pool) == done
    with pytest.raises(InputError, match="has ended"):
        bulk.resume(back.id)


def test_two_jobs_on_the_same_users_are_refused(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    job = started(bulk, ActKind.DISABLE, names(40))
    job.pause()
    last = bulk.results(job.id)[-1].username
    with pytest.raises(StackBusy, match="1 of these users, such as user-0039, are in a job"):
        started(BulkDesk(aws, pool), ActKind.ENABLE, (last.upper(), last))
    refused = AuditBook(aws.settings, pool).view().entries[0]
    assert (refused.kind, refused.outcome) == (TargetKind.JOB, AuditOutcome.REFUSED)
    assert len(bulk.jobs()) == 1
    bulk.cancel(job.id)
    assert job.wait(SECONDS)
    assert started(bulk, ActKind.ENABLE, (last,)).wait(SECONDS)


ANOTHER = """
import sys
from pathlib import Path
from services.cloud.aws import Aws
from services.errors import StackBusy
from services.settings import Settings
from services.users.bulk.bulk_desk import BulkDesk
from tests.services.users.bulk.crowd import *
home, endpoint, pool, job_id = sys.argv[1:]
bulk = BulkDesk(Aws(Settings(home=Path(home)), endpoint), pool)
said = [str(each.state) for each in bulk.jobs()]
for work in (
    lambda: started(bulk, ActKind.ENABLE, names(40)), lambda: bulk.resume(job_id),
    lambda: bulk.cancel(job_id),
):
    try:
        work()
    except StackBusy as busy:
        said.append(busy.message)
print("|".join(said))
"""


def test_another_process_is_refused_too(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    job = started(bulk, ActKind.DISABLE, names(40))
    job.pause()
    arguments = [str(aws.settings.home), aws.endpoint_url, pool, job.id]
    ran = subprocess.run(
        [sys.executable, "-c", ANOTHER, *arguments], capture_output=True, text=True, check=True
    )
    state, start, resume, cancel = ran.stdout.strip().split("|")
    assert state == "running"
    assert "are in a job that has not ended: Disable." in start
    assert resume == cancel == "Another process works on this job."
    bulk.cancel(job.id)
    assert job.wait(SECONDS)


def test_five_hundred_are_disabled_but_for_three_protected_ones_and_enabled_again(
    aws: Aws,
) -> None:
    protected = ("user-0007", "user-0123", "user-0499")
    with crowd(aws, 500) as pool:
        path = aws.settings.protected_users_path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("user-0007\nUSER-0123@example.com # by the address\nUser-0499\n")
        bulk = BulkDesk(aws, pool)
        plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DISABLE), names(500)))
        planned = [row for row in plan.rows if row.verdict.value == "refused"]
        assert tuple(row.username for row in planned) == protected
        assert {row.reason.partition(": ")[2] for row in planned} == {"it is a protected user."}
        assert len(enabled_in(aws, pool)) == 500

        job = bulk.start(plan, reason=REASON)
        assert job.wait(SECONDS)
        assert outcomes(bulk, job.id) == {RowOutcome.DONE: 497, RowOutcome.REFUSED: 3}
        refused = [each for each in bulk.results(job.id) if each.outcome is RowOutcome.REFUSED]
        assert tuple(each.username for each in refused) == protected
        assert enabled_in(aws, pool) == set(protected)

        undo = bulk.start(bulk.dry_run(bulk.undo_source(job.id)))
        assert undo.wait(SECONDS)
        assert outcomes(bulk, undo.id) == {RowOutcome.DONE: 497}
        assert len(enabled_in(aws, pool)) == 500
        again = bulk.dry_run(bulk.undo_source(job.id))
        assert {row.reason for row in again.rows} == {"The user is as before the change already."}


def test_an_undo_leaves_whoever_was_changed_since(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    job = started(bulk, ActKind.SET_ATTRIBUTE, names(3), attribute="name", value="Maya")
    assert job.wait(SECONDS)
    aws.call(
        "cognito-idp", "admin_update_user_attributes", UserPoolId=pool, Username=name_of(1),
        UserAttributes=[{"Name": "name", "Value": "Noa"}],
    )  # fmt: skip
    undo = bulk.start(bulk.dry_run(bulk.undo_source(job.id)))
    assert undo.wait(SECONDS)
    results = bulk.results(undo.id)
    assert [each.outcome.value for each in results] == ["done", "refused", "done"]
    assert results[1].reason == "user-0001 was changed again since: name."
    found = users_of(aws, pool)
    assert [found[name].attributes.get("name") for name in names(3)] == [None, "Noa", None]


def test_what_has_no_way_back_is_said_in_the_undos_dry_run(bulk: BulkDesk) -> None:
    job = started(bulk, ActKind.SIGN_OUT, names(2))
    assert job.wait(SECONDS)
    plan = bulk.dry_run(bulk.undo_source(job.id))
    assert [row.reason for row in plan.rows] == ["This kind of change has no way back."] * 2


def test_the_journal_holds_its_act_and_rows_as_lines(bulk: BulkDesk, aws: Aws) -> None:
    job = started(bulk, ActKind.ADD_GROUPS, names(2), groups=("staff",))
    assert job.wait(SECONDS)
    lines = [json.loads(each) for each in journal_path(aws, job.id).read_text().splitlines()]
    kinds = [each["line"] for each in lines]
    assert kinds[:2] == ["job", "rows"]
    assert sorted(kinds[2:-1]) == ["begun", "begun", "ended", "ended"]
    assert lines[0]["source"]["act"]["groups"] == ["staff"]
    assert lines[-1] == {"line": "end", "state": "finished"}
