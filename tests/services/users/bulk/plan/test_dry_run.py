"""The dry run: whom it looks up where, what it says, and that it sends nothing that changes."""

from collections import Counter
from collections.abc import Iterator

import pytest

from services.cloud.aws import Aws, AwsCall
from services.errors import InputError, InvalidRequest
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.plan.dry_run import read_row
from services.users.directory import Directory, UserSummary
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.bulk.crowd import name_of, names
from tests.services.users.bulk.new_people import NewPeople

pytestmark = pytest.mark.engine
DISABLE = Act(kind=ActKind.DISABLE)


@pytest.fixture
def snapshot(aws: Aws, pool: str) -> Iterator[Snapshot]:
    directory = Directory(aws, pool)
    snapshot = Snapshot(directory, None)
    snapshot.refresh(directory)
    snapshot.wait(60)
    yield snapshot
    snapshot.close()


@pytest.fixture
def counted(aws: Aws) -> Counter[str]:
    return Counter()


@pytest.fixture
def bulk(aws: Aws, pool: str, counted: Counter[str]) -> BulkDesk:
    def count(call: AwsCall) -> None:
        counted[call.operation] += 1

    return BulkDesk(Aws(aws.settings, aws.endpoint_url, count), pool)


def change(aws: Aws, pool: str, operation: str, username: str, **more: str) -> None:
    aws.call("cognito-idp", operation, UserPoolId=pool, Username=username, **more)


def test_whom_the_snapshot_knows_costs_no_call(
    bulk: BulkDesk, snapshot: Snapshot, counted: Counter[str]
) -> None:
    plan = bulk.dry_run(bulk.act_source(DISABLE, names(40)), snapshot)
    assert plan.count(Verdict.CHANGE) == 40
    assert [row.number for row in plan.rows] == list(range(1, 41))
    assert (plan.rows[0].before, plan.rows[0].after) == ({"enabled": True}, {"enabled": False})
    assert not [name for name in counted if name.startswith("admin_")]


def test_a_filter_is_everybody_who_fits_it_when_the_dry_run_is_made(
    bulk: BulkDesk, snapshot: Snapshot, aws: Aws, pool: str
) -> None:
    question = UserQuestion(text="user-001", sort="username", is_descending=True)
    source = bulk.act_source(DISABLE, question, snapshot)
    assert source.usernames == tuple(name_of(number) for number in range(19, 9, -1))
    change(aws, pool, "admin_delete_user", name_of(15))
    snapshot.reread(Directory(aws, pool), name_of(15))
    assert len(bulk.act_source(DISABLE, question, snapshot).usernames) == 9
    for nobody in (UserQuestion(text="no such text"), (), (" ",)):
        with pytest.raises(InputError, match="No user is chosen"):
            bulk.act_source(DISABLE, nobody, snapshot)
    with pytest.raises(InputError, match="were not read yet"):
        bulk.act_source(DISABLE, question, None)


def test_what_the_snapshot_does_not_know_is_read_and_has_its_verdict(
    bulk: BulkDesk, aws: Aws, pool: str, counted: Counter[str]
) -> None:
    change(aws, pool, "admin_disable_user", name_of(1))
    path = aws.settings.protected_users_path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("user-0002\n")
    users = (*names(3), "nobody", "user-0000")
    plan = bulk.dry_run(bulk.act_source(DISABLE, users))
    assert [(row.username, row.verdict.value, row.reason) for row in plan.rows] == [
        ("user-0000", "change", ""),
        ("user-0001", "nothing to do", "The user is disabled already."),
        (
            "user-0002", "refused",
            "user-0002 cannot be disabled here: it is a protected user.",
        ),
        ("nobody", "refused", "Cognito has no such user."),
    ]  # fmt: skip
    assert counted["admin_get_user"] == 4
    assert counted["admin_disable_user"] == 0


def test_two_names_of_one_user_are_one_row(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    sub = Directory(aws, pool).get(name_of(0)).sub
    plan = bulk.dry_run(bulk.act_source(DISABLE, (name_of(0), sub)))
    assert [(row.username, row.reason) for row in plan.rows] == [
        ("user-0000", ""),
        ("user-0000", "Row 1 is the same user."),
    ]


def test_a_group_that_is_missing_is_named_before_anything_is_sent(
    bulk: BulkDesk, snapshot: Snapshot
) -> None:
    act = Act(kind=ActKind.ADD_GROUPS, groups=("staff", "gone"))
    plan = bulk.dry_run(bulk.act_source(act, names(2)), snapshot)
    assert {row.reason for row in plan.rows} == {"The user pool has no group gone."}


def test_rows_that_bring_their_own_change_are_tried_without_a_call(
    bulk: BulkDesk, snapshot: Snapshot, counted: Counter[str]
) -> None:
    people = NewPeople(pool=bulk.pool(), usernames=("user-0001", "new-1", "new-2"))
    known = snapshot.known(people.usernames)
    plan = bulk.plan_of(people, map(known.get, people.usernames))
    assert [row.verdict.value for row in plan.rows] == ["refused", "change", "change"]
    assert plan.rows[1].after["groups"] == ["night", "staff"]
    assert not [name for name in counted if name.startswith("admin_")]


def test_a_name_is_taken_with_its_spaces(bulk: BulkDesk, aws: Aws, pool: str) -> None:
    change(aws, pool, "admin_create_user", " user-0000", MessageAction="SUPPRESS")
    asked = (" user-0000", "user-0001 ")
    plan = bulk.dry_run(bulk.act_source(DISABLE, asked))
    assert [(row.username, row.verdict) for row in plan.rows] == [
        (" user-0000", Verdict.CHANGE),
        ("user-0001 ", Verdict.REFUSED),
    ]


def test_nobody_has_a_name_that_aws_does_not_take(aws: Aws, pool: str) -> None:
    class Strict(Directory):
        def get(self, username: str) -> UserSummary:
            raise InvalidRequest(
                f"Value {username!r} failed to satisfy constraint", hint="Correct it.",
                code="InvalidParameterException", operation="AdminGetUser",
            )  # fmt: skip

    assert read_row(Strict(aws, pool), " ann", needs_groups=True) is None
    with pytest.raises(InvalidRequest, match="constraint"):
        read_row(Strict(aws, pool), "ann", needs_groups=True)
