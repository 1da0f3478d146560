"""Progress: rows by outcome, the rate of the last ten seconds, and the time that is left."""

from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.run.bulk_progress import ProgressTally
from tests.services.users.bulk.quota.test_paced_aws import FakeTime


def test_the_rate_is_that_of_the_last_ten_seconds_and_the_rest_follows_from_it() -> None:
    time = FakeTime()
    tally = ProgressTally(100, [RowOutcome.DONE] * 10, time.clock)
    assert (tally.progress().left, tally.progress().seconds_left) == (90, None)
    for _ in range(40):
        time.now += 0.5
        tally.add(RowOutcome.FAILED)
    progress = tally.progress()
    assert progress.counts == {RowOutcome.DONE: 10, RowOutcome.FAILED: 40}
    assert (progress.ended, progress.left) == (50, 50)
    assert 2.0 <= progress.per_second <= 2.1
    assert progress.seconds_left is not None
    assert 23 < progress.seconds_left <= 25
    time.now += 60  # paused, say
    assert tally.progress().seconds_left is None


def test_nothing_left_takes_no_time() -> None:
    time = FakeTime()
    tally = ProgressTally(1, [], time.clock)
    tally.add(RowOutcome.NOTHING)
    assert tally.progress().seconds_left == 0
