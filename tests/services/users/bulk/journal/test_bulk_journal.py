"""When the lines of rows reach the journal's file."""

from pathlib import Path

import pytest

from services.errors import DiskFull
from services.home.line_log import LineLog
from services.users.bulk.acts.row_decision import Unanswered
from services.users.bulk.journal.bulk_journal import BulkJournal
from services.users.bulk.journal.row_result import BegunRow, RowOutcome, RowResult


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> BulkJournal:
    return BulkJournal(tmp_path / "job.jsonl", clock)


def ended(number: int, outcome: RowOutcome = RowOutcome.DONE) -> RowResult:
    return RowResult(number=number, username=f"user-{number}", outcome=outcome)


def lines_of(journal: BulkJournal) -> int:
    return len(journal.path.read_bytes().splitlines()) if journal.path.exists() else 0


def test_rows_are_gathered_for_a_moment_and_written_together(
    journal: BulkJournal, clock: Clock
) -> None:
    journal.begin(BegunRow(number=1, entry_id="a", unanswered=Unanswered.LOOK))
    journal.finish(ended(1))
    assert lines_of(journal) == 0
    clock.now = 0.25
    journal.finish(ended(2))
    assert lines_of(journal) == 3
    journal.finish(ended(3))
    assert lines_of(journal) == 3


@pytest.mark.parametrize(
    "outcome", [RowOutcome.FAILED, RowOutcome.REFUSED, RowOutcome.UNKNOWN], ids=str
)
def test_what_the_audit_log_does_not_tell_for_good_is_written_at_once(
    journal: BulkJournal, outcome: RowOutcome
) -> None:
    journal.finish(ended(1))
    journal.finish(ended(2, outcome))
    assert lines_of(journal) == 2


def test_what_could_not_be_written_is_written_the_next_time(
    journal: BulkJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_documents: object, **_options: object) -> None:
        raise DiskFull("No room.", hint="Free some.")

    journal.finish(ended(1))
    with monkeypatch.context() as patched:
        patched.setattr(LineLog, "append", full)
        with pytest.raises(DiskFull):
            journal.write()
    journal.finish(ended(2))
    journal.write()
    text = journal.path.read_text(encoding="utf-8")
    assert (text.index("user-1") < text.index("user-2"), lines_of(journal)) == (True, 2)
