"""A job whose journal cannot be written for a while: what was answered is not sent again."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from services.errors import DiskFull
from services.users.bulk.journal.bulk_journal import BulkJournal
from services.users.bulk.journal.journal_view import BulkState, JournalView
from services.users.bulk.journal.row_result import RowOutcome, RowResult
from services.users.bulk.run.bulk_job import BulkJob, JobParts
from services.users.bulk.run.passwords_once import PasswordsOnce
from tests.services.users.bulk.job_header import job_header
from tests.waiting import until

SECONDS = 60.0
NAMES = tuple(f"u{number:02}" for number in range(12))
HEADER = job_header("Disable")


def test_rows_that_were_answered_while_the_disk_was_full_are_not_worked_on_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = BulkJournal(tmp_path / "job.jsonl", clock=iter(range(10**6)).__next__)
    journal.create(HEADER, NAMES)
    append, worked_on = journal._log.append, Counter[str]()
    is_full = True

    def append_if_room(*lines: object, is_durable: bool = True) -> None:
        if is_full:
            raise DiskFull("No room.", hint="Free some disk space and try again.")
        append(*lines, is_durable=is_durable)  # type: ignore[arg-type]

    monkeypatch.setattr(journal._log, "append", append_if_room)

    def result_of(number: int, username: str) -> RowResult:
        worked_on[username] += 1
        return RowResult(number=number, username=username, outcome=RowOutcome.DONE)

    job = BulkJob(parts(journal, result_of), workers=2)
    job.begin()
    until(lambda: job.state is BulkState.PAUSED, seconds=SECONDS)
    until(lambda: isinstance(job.problem, DiskFull), seconds=SECONDS)
    is_full = False
    job.resume()
    assert job.wait(SECONDS)
    assert job.state is BulkState.FINISHED
    assert worked_on == Counter(NAMES)
    view = journal.view()
    assert view is not None
    assert [each.outcome for each in view.all_results()] == [RowOutcome.DONE] * len(NAMES)


def parts(journal: BulkJournal, result_of: object) -> JobParts:
    view = JournalView(header=HEADER, usernames=NAMES)
    return JobParts(
        view=view,
        journal=journal,
        result_of=result_of,  # type: ignore[arg-type]
        passwords=PasswordsOnce(),
        held=ExitStack(),
        ended=lambda _end, _progress: None,
    )
