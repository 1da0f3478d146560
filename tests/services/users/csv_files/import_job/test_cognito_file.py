"""The file of Cognito's own job, in the form that AWS documents, and what it cannot hold."""

import csv
import io

import pytest

from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.checking.import_plan import ImportPlan, PlannedOutcome
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.import_job.cognito_file import CognitoFile, cognito_file
from tests.services.users.csv_files.pools import a_pool, a_row, stored

HEADER = (
    "cognito:username", "name", "email", "email_verified", "birthdate", "phone_number",
    "phone_number_verified", "custom:badge", "cognito:mfa_enabled",
)  # fmt: skip
CHOICES = ImportChoices(passwords=PasswordSource.GENERATED)


def planned(*rows: list[str]) -> ImportPlan:
    text = io.StringIO(newline="")
    head = ["username", "name", "email", "email_verified", "birthdate", "custom:badge"]
    csv.writer(text).writerows([head, *rows])
    with stored(a_row("old")) as snapshot:
        return dry_run(io.BytesIO(text.getvalue().encode()), a_pool(), snapshot, CHOICES)


def made(*rows: list[str]) -> CognitoFile:
    return cognito_file(planned(*rows), HEADER, ("email",))


def a_line(name: str = "ann", badge: str = "b") -> list[str]:
    return [name, "Ann", f"{name}@example.com".replace(" ", ""), "true", "1985-02-01", badge]


def test_commas_get_a_backslash_dates_are_american_and_marks_are_in_capitals() -> None:
    file = made(a_line(badge="1 Main St, flat 2"), a_line("bob"))
    assert file.content.decode().splitlines() == [
        ",".join(HEADER),
        "ann,Ann,ann@example.com,TRUE,02/01/1985,,,1 Main St\\, flat 2,FALSE",
        "bob,Ann,bob@example.com,TRUE,02/01/1985,,,b,FALSE",
    ]
    assert (file.lines, file.left) == ((2, 3), ())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param(["ann", "", "ann@example.com", "false", "", ""],
                     "Cognito's job needs one of these verified: email.", id="not verified"),
        pytest.param(a_line(badge='say "x"'), "A value has a quote, a backslash or a line break, "
                     "which the job's file cannot hold.", id="a quote"),
        pytest.param(a_line(badge="two\nlines"), "A value has a quote, a backslash or a line "
                     "break, which the job's file cannot hold.", id="a line break"),
        pytest.param(a_line(badge=" b"), "A value has white space around it, which the job takes "
                     "away.", id="white space"),
    ],
)  # fmt: skip
def test_what_the_file_cannot_hold_is_left_to_the_ordinary_import(row: list[str], why: str) -> None:
    file = made(row, a_line("bob"))
    assert [(each.line, each.username, each.why) for each in file.left] == [(2, "ann", why)]
    assert len(file.lines) == 1
    assert file.content.count(b"\n") == 2


def test_a_user_who_is_there_and_a_row_with_errors_do_not_go_in() -> None:
    plan = planned(["old", "", "o@example.com", "true", "", ""], ["x", "", "nobody", "", "", ""])
    assert plan.counts[PlannedOutcome.REFUSED] == 2
    file = cognito_file(plan, HEADER, ("email",))
    assert (file.lines, file.left) == ((), ())
