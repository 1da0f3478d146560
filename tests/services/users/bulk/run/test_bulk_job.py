"""A job that is left: what was sent comes to its end, and another process goes on with it."""

import pytest

from services.cloud.aws import Aws
from services.errors import InputError
from services.users.bulk.acts.act import ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from tests.services.users.bulk.crowd import SECONDS, enabled_in, names, outcomes, started
from tests.waiting import until

pytestmark = pytest.mark.engine


def test_a_job_that_is_left_ends_what_it_sent_and_is_resumed_elsewhere(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    job = started(bulk, ActKind.DISABLE, names(40))
    until(lambda: job.progress().ended > 0)
    job.leave()
    assert job.wait(SECONDS)
    assert job.state is BulkState.INTERRUPTED
    told = outcomes(bulk, job.id)
    assert 0 < told[RowOutcome.DONE] < 40
    assert set(told) == {RowOutcome.DONE, RowOutcome.LEFT}
    assert len(enabled_in(aws, pool)) == told[RowOutcome.LEFT]

    again = BulkDesk(aws, pool).resume(job.id)
    assert again.wait(SECONDS)
    assert outcomes(bulk, job.id) == {RowOutcome.DONE: 40}
    assert enabled_in(aws, pool) == set()
    assert len(bulk._desk.book.of_job(job.id)) == 40


def test_closing_the_desk_leaves_its_jobs_and_frees_them(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    job = started(bulk, ActKind.DISABLE, names(40))
    job.pause()
    bulk.close(SECONDS)
    assert job.state is BulkState.INTERRUPTED
    other = BulkDesk(aws, pool)
    other.cancel(job.id)
    with pytest.raises(InputError, match="The job has ended"):
        other.resume(job.id)
