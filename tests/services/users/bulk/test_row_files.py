"""The files of a dry run and of a job: every row, no formula, no password."""

import csv
import io

from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.journal.row_result import RowOutcome, RowResult
from services.users.bulk.plan.dry_run import PlannedRow
from services.users.bulk.row_files import planned_csv, results_csv

HOSTILE = '=HYPERLINK("http://evil"), "quoted"\nsecond line'


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_dry_run_has_a_line_for_each_row_with_what_would_change_as_json() -> None:
    rows = table(
        planned_csv(
            [
                PlannedRow(
                    number=1, username="zoë", verdict=Verdict.CHANGE, label="Disable",
                    before={"enabled": True}, after={"enabled": False},
                ),
                PlannedRow(
                    number=2, username=HOSTILE, verdict=Verdict.REFUSED, reason="=1+1",
                ),
            ]
        )
    )  # fmt: skip
    assert rows == [
        {
            "row": "1", "username": "zoë", "verdict": "change", "change": "Disable", "reason": "",
            "before": '{"enabled": true}', "after": '{"enabled": false}',
        },
        {
            "row": "2", "username": f"'{HOSTILE}", "verdict": "refused", "change": "",
            "reason": "'=1+1", "before": "", "after": "",
        },
    ]  # fmt: skip


def test_results_name_the_change_in_the_audit_log() -> None:
    rows = table(
        results_csv(
            [
                RowResult(number=1, username="+1", outcome=RowOutcome.DONE, entry_id="abc"),
                RowResult(number=2, username="b", outcome=RowOutcome.FAILED, reason="No, no."),
            ]
        )
    )
    assert rows == [
        {"row": "1", "username": "'+1", "result": "done", "reason": "", "audit_id": "abc"},
        {"row": "2", "username": "b", "result": "failed", "reason": "No, no.", "audit_id": ""},
    ]


def test_without_rows_there_are_still_the_names_of_the_columns() -> None:
    assert planned_csv([]).startswith('"row","username","verdict"')
    assert results_csv([]).startswith('"row","username","result"')
