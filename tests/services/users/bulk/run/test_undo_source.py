"""The undo of a whole job, tried dry."""

import pytest

from services.cloud.aws import Aws
from services.users.bulk.acts.act import ActKind
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.bulk_desk import BulkDesk
from tests.services.users.bulk.crowd import REASON, SECONDS, names, outcomes, started

pytestmark = pytest.mark.engine


def test_a_group_that_is_gone_is_named_before_anything_is_sent(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    for kind in (ActKind.ADD_GROUPS, ActKind.REMOVE_GROUPS):
        job = started(bulk, kind, names(2), groups=("night", "staff"))
        assert job.wait(SECONDS)
    aws.call("cognito-idp", "delete_group", UserPoolId=pool, GroupName="night")
    plan = bulk.dry_run(bulk.undo_source(job.id))
    assert [row.reason for row in plan.rows] == [
        f"The user pool has no group night any more, so {name} cannot go back into it."
        for name in ("user-0000", "user-0001")
    ]
    undo = bulk.start(plan, reason=REASON)
    assert undo.wait(SECONDS)
    assert {str(outcome): count for outcome, count in outcomes(bulk, undo.id).items()} == {
        "refused": 2
    }
    assert bulk._desk.book.of_job(undo.id) == ()


def test_an_undo_that_only_takes_out_of_a_group_asks_for_no_group(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    job = started(bulk, ActKind.ADD_GROUPS, names(1), groups=("staff",))
    assert job.wait(SECONDS)
    aws.call("cognito-idp", "delete_group", UserPoolId=pool, GroupName="night")
    [row] = bulk.dry_run(bulk.undo_source(job.id)).rows
    assert row.verdict is Verdict.CHANGE
