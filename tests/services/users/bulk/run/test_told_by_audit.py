"""Which rows of a job the audit log says were sent."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.users.bulk.acts.row_decision import Unanswered
from services.users.bulk.journal.journal_view import BulkHeader, JournalView
from services.users.bulk.journal.row_result import BegunRow, RowOutcome, RowResult
from services.users.bulk.run.told_by_audit import told_by_audit
from tests.services.users.changes.audit.entries import ENTRY

HEADER = BulkHeader(
    id="1",
    label="Import new.csv",
    user_pool_id="pool",
    reason="",
    created_at=datetime(2026, 11, 29, tzinfo=UTC),
    os_user="maya",
    source={},
)
FIRST_TRY, LAST_TRY = replace(ENTRY, id="first try"), replace(ENTRY, id="last try")
ENDED = RowResult(number=1, username="ann", outcome=RowOutcome.DONE, entry_id="last try")
BEGUN = BegunRow(number=1, entry_id="last try", unanswered=Unanswered.LOOK)


@pytest.mark.parametrize(
    ("results", "begun", "found"),
    [
        pytest.param({}, {}, {1: "last try"}, id="the journal lost it: the first row of that name"),
        pytest.param({1: ENDED}, {}, {}, id="the row ended: none of its tries is another row's"),
        pytest.param({}, {1: BEGUN}, {1: "last try"}, id="the journal has it: it is that row's"),
    ],
)
def test_an_entry_counts_for_one_row_though_a_file_names_the_user_twice(
    results: dict[int, RowResult], begun: dict[int, BegunRow], found: dict[int, str]
) -> None:
    view = JournalView(header=HEADER, usernames=["ann", "bob", "ann"], results=results, begun=begun)
    told = told_by_audit(view, [LAST_TRY, FIRST_TRY])  # the newest first, as a book has them
    assert {number: row.entry_id for number, row in told.begun.items()} == found
