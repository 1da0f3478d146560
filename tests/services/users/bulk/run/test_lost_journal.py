"""What a sudden end took from the journal, and the audit log still has."""

import json

import pytest

from services.cloud.aws import Aws
from services.users.bulk.acts.act import ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from tests.services.users.bulk.crowd import SECONDS, names, outcomes, started

pytestmark = pytest.mark.engine


def lose_journal_lines(aws: Aws, job_id: str) -> None:
    """Leave the journal as a sudden end may: without what became of its rows."""
    path = aws.settings.bulk_dir / f"{job_id}.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))


def lose_second_lines(aws: Aws, ids: set[str]) -> None:
    lines = aws.settings.audit_path.read_text(encoding="utf-8").splitlines(keepends=True)
    documents = [(json.loads(line), line) for line in lines]
    kept = [line for it, line in documents if it["line"] != "result" or it["id"] not in ids]
    aws.settings.audit_path.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize(
    ("is_answer_told", "outcome"),
    [
        pytest.param(True, RowOutcome.DONE, id="the audit log has the answers: they are done"),
        pytest.param(False, RowOutcome.UNKNOWN, id="it has not: nobody can tell"),
    ],
)
def test_what_the_journal_lost_is_in_the_audit_log_and_no_invitation_goes_out_twice(
    bulk: BulkDesk, aws: Aws, pool: str, is_answer_told: bool, outcome: RowOutcome
) -> None:
    job = started(bulk, ActKind.RESEND, names(3))
    assert job.wait(SECONDS)
    lose_journal_lines(aws, job.id)
    if not is_answer_told:
        lose_second_lines(aws, {each.id for each in bulk._desk.book.of_job(job.id)})
    again = BulkDesk(aws, pool).resume(job.id)
    assert again.wait(SECONDS)
    assert outcomes(bulk, job.id) == {outcome: 3}
    assert len(bulk._desk.book.of_job(job.id)) == 3


def test_who_looks_at_an_interrupted_job_sees_what_only_the_audit_log_knew(
    bulk: BulkDesk, aws: Aws, pool: str
) -> None:
    job = started(bulk, ActKind.SIGN_OUT, names(3))
    assert job.wait(SECONDS)
    lose_journal_lines(aws, job.id)
    other = BulkDesk(aws, pool)
    [found] = [each for each in other.jobs() if each.header.id == job.id]
    assert (found.state, found.counts) == (BulkState.INTERRUPTED, {RowOutcome.DONE: 3})
    assert {each.outcome for each in other.results(job.id)} == {RowOutcome.DONE}
    again = other.resume(job.id)
    assert again.wait(SECONDS)
    assert len(other._desk.book.of_job(job.id)) == 3
