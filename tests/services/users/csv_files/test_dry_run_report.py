"""The table of a dry run names every error, and runs in no spreadsheet."""

import csv
import io

from services.users.csv_files.checking.choices import ImportChoices, OnExisting
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.dry_run_report import report_csv
from tests.services.users.csv_files.pools import PASSWORD, a_pool, a_row, stored


def test_each_row_and_each_error_has_a_line() -> None:
    text = (
        f"username,email,password\nann,ann@example.com,{PASSWORD}\n=cmd(),nobody,Short-1\nold,,\n"
    )
    with stored(a_row("old")) as snapshot:
        choices = ImportChoices(on_existing=OnExisting.SKIP)
        plan = dry_run(io.BytesIO(text.encode()), a_pool(), snapshot, choices)
    content = b"".join(report_csv(plan)).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(content)))
    assert [(row["line"], row["username"], row["outcome"], row["column"]) for row in table] == [
        ("2", "ann", "create", ""),
        ("3", "'=cmd()", "refused", "email"),
        ("3", "'=cmd()", "refused", "password"),
        ("4", "old", "skip", ""),
    ]
    assert [row["value"] for row in table] == ["", "nobody", "(hidden)", ""]
    assert table[3]["what"] == "The user is in the pool already."
    assert "Short-1" not in content
    assert PASSWORD not in content
