"""Throttled calls, lost answers and errors of AWS's own: each row ends as Cognito says it is."""

from collections import Counter
from collections.abc import Iterator

import pytest

from services.cloud.aws import Aws
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.plan.confirmation import Confirmation
from services.users.changes.audit.entry import AuditOutcome
from services.users.directory import Directory
from tests.services.users.bulk.crowd import (
    SECONDS,
    crowd,
    enabled_in,
    name_of,
    names,
    outcomes,
    started,
    users_of,
)
from tests.services.users.bulk.fault_proxy import FaultProxy, Faults, fault_proxy
from tests.services.users.bulk.new_people import NewPeople

pytestmark = [pytest.mark.engine, pytest.mark.slow]
COUNT = 300
AS_ASKED = Faults(throttled=0.05, lost=0.05, failed=0.005, failed_after=0.005)


@pytest.fixture
def big_pool(aws: Aws) -> Iterator[str]:
    with crowd(aws, COUNT, groups=("staff", "night")) as pool:
        yield pool


def through(proxy: FaultProxy, aws: Aws, pool: str) -> BulkDesk:
    return BulkDesk(Aws(aws.settings, proxy.endpoint_url), pool)


def test_every_row_of_a_job_in_a_bad_hour_ends_as_cognito_confirms(aws: Aws, big_pool: str) -> None:
    with fault_proxy(aws.endpoint_url, AS_ASKED) as proxy:
        bulk = through(proxy, aws, big_pool)
        job = started(bulk, ActKind.DISABLE, names(COUNT))
        assert job.wait(SECONDS), job.progress()
        assert min(proxy.happened[each] for each in ("throttled", "lost", "failed")) > 0
    assert (job.state, job.problem) == (BulkState.FINISHED, None)
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: COUNT}
    assert enabled_in(aws, big_pool) == set()
    confirmed = [each for each in bulk.results(job.id) if each.reason]
    assert {each.reason for each in confirmed} == {
        "The answer was lost; Cognito has what the change was to leave."
    }
    lost = {each.id for each in bulk._desk.book.of_job(job.id) if not is_done(each.outcome)}
    assert {each.entry_id for each in confirmed} <= lost


def is_done(outcome: AuditOutcome) -> bool:
    return outcome is AuditOutcome.DONE


def test_groups_are_replaced_whole_in_a_bad_hour(aws: Aws, pool: str) -> None:
    directory = Directory(aws, pool)
    for name in names(40):
        aws.call(
            "cognito-idp", "admin_add_user_to_group",
            UserPoolId=pool, Username=name, GroupName="staff",
        )  # fmt: skip
    with fault_proxy(aws.endpoint_url, Faults(throttled=0.1, lost=0.1, failed=0.05)) as proxy:
        bulk = through(proxy, aws, pool)
        job = started(bulk, ActKind.REPLACE_GROUPS, names(40), groups=("night",))
        assert job.wait(SECONDS), job.progress()
        assert proxy.happened["lost"] > 0
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 40}
    assert {directory.groups_of(name) for name in names(40)} == {("night",)}


def test_users_are_created_once_with_the_password_that_is_shown_in_a_bad_hour(
    aws: Aws, pool: str
) -> None:
    people = tuple(f"new-{number:03}" for number in range(60))
    faults = Faults(throttled=0.05, lost=0.1, failed=0.02, failed_after=0.02)
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        bulk = through(proxy, aws, pool)
        source = NewPeople(pool=bulk.pool(), usernames=people)
        job = bulk.start(bulk.dry_run(source))
        assert job.wait(SECONDS), job.progress()
        assert proxy.happened["lost"] > 0
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 60}, [
        r for r in bulk.results(job.id) if r.outcome != "done"
    ]
    passwords, directory = job.take_passwords(), Directory(aws, pool)
    assert sorted(passwords) == list(people)
    assert {directory.groups_of(name) for name in people} == {("night", "staff")}
    assert {user.status.value for name, user in users_of(aws, pool).items() if name in people} == {
        "CONFIRMED"
    }
    client = aws.call(
        "cognito-idp", "create_user_pool_client", UserPoolId=pool, ClientName="app",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
    )["UserPoolClient"]["ClientId"]  # fmt: skip
    for name, password in passwords.items():
        aws.call(
            "cognito-idp", "admin_initiate_auth", UserPoolId=pool, ClientId=client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": password},
        )  # fmt: skip


@pytest.mark.parametrize("gets", ["lost", "failed_after"])
def test_a_delete_whose_answer_was_lost_is_not_sent_again(aws: Aws, pool: str, gets: str) -> None:
    faults = Faults(operations=frozenset({"AdminDeleteUser"}), **{gets: 1.0})
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        bulk = through(proxy, aws, pool)
        plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DELETE), names(3)))
        typed = Confirmation(count="3", pool_name="crowd")
        job = bulk.start(plan, reason="left", typed=typed)
        assert job.wait(SECONDS)
        assert proxy.happened[gets] == 3
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 3}
    assert len(users_of(aws, pool)) == 37


def test_an_invitation_whose_answer_was_lost_is_told_and_never_sent_twice(
    aws: Aws, pool: str
) -> None:
    faults = Faults(lost=1.0, operations=frozenset({"AdminCreateUser"}))
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        bulk = through(proxy, aws, pool)
        job = started(bulk, ActKind.RESEND, names(3))
        assert job.wait(SECONDS)
        invited = {name: n for (call, name), n in proxy.made.items() if call == "AdminCreateUser"}
    assert invited == dict.fromkeys(names(3), 1)
    assert outcomes(bulk, job.id) == {RowOutcome.UNKNOWN: 3}
    assert {each.reason for each in bulk.results(job.id)} == {
        "The answer was lost, and Cognito does not tell whether it was made."
    }


def test_a_password_whose_answer_was_lost_is_set_again_and_the_last_one_is_shown(
    aws: Aws, pool: str
) -> None:
    faults = Faults(lost=0.25, operations=frozenset({"AdminSetUserPassword"}))
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        bulk = through(proxy, aws, pool)
        job = started(bulk, ActKind.TEMPORARY_PASSWORD, names(20))
        assert job.wait(SECONDS)
        assert proxy.happened["lost"] > 0
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 20}
    assert sorted(job.take_passwords()) == list(names(20))


def test_a_cloud_that_is_gone_pauses_the_job_and_no_row_is_blamed(aws: Aws, pool: str) -> None:
    with fault_proxy(aws.endpoint_url, Faults()) as proxy:
        bulk = through(proxy, aws, pool)
        plan = bulk.dry_run(bulk.act_source(Act(kind=ActKind.DISABLE), names(40)))
        proxy.engine = "127.0.0.1:9"  # nobody listens there
        job = bulk.start(plan, reason="left")
        while job.problem is None:
            assert not job.wait(0.1)
        assert job.state is BulkState.PAUSED
        assert Counter(each.outcome for each in bulk.results(job.id))[RowOutcome.FAILED] == 0
        proxy.engine = aws.endpoint_url.removeprefix("http://")
        job.resume()
        assert job.wait(SECONDS)
    assert job.problem is None
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 40}
    assert name_of(0) not in enabled_in(aws, pool)
