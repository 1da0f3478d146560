"""The dry run: what would be done with each row, and every error by line, column and value."""

import pytest

from services.users.csv_files.checking.choices import OnMissingGroup, PasswordSource
from services.users.csv_files.checking.import_plan import PlannedOutcome
from tests.services.users.csv_files.checked_files import HEADER, ann, checked, only
from tests.services.users.csv_files.pools import PASSWORD, a_pool, a_row

CREATE, UPDATE, SKIP, REFUSED = PlannedOutcome
AS_TEXT = "Format the column as text in the spreadsheet, and put the values in again."


def test_a_sound_row_is_to_be_created() -> None:
    row = only(checked(["ann", "ann@example.com", PASSWORD]))
    assert (row.line, row.username, row.outcome) == (2, "ann", CREATE)
    assert row.create is not None
    assert row.create.new.attributes == {"email": "ann@example.com"}
    assert row.create.new.password == PASSWORD


WRONG = [
    pytest.param({"email": "ann"}, "email", "email takes an address such as name@example.com.",
                 id="e-mail"),
    pytest.param({"phone_number": "0170 12"}, "phone_number", "phone_number takes a phone number "
                 "such as +491701234567: a plus sign and digits only.", id="phone"),
    pytest.param({"custom:team": "abcdef"}, "custom:team",
                 "custom:team takes a text of 2 to 5 characters.", id="a text too long"),
    pytest.param({"custom:team": "a"}, "custom:team",
                 "custom:team takes a text of 2 to 5 characters.", id="a text too short"),
    pytest.param({"custom:level": "10"}, "custom:level",
                 "custom:level takes a whole number of 1 to 9.", id="a number out of range"),
    pytest.param({"custom:level": "x"}, "custom:level",
                 "custom:level takes a whole number of 1 to 9.", id="no number"),
    pytest.param({"birthdate": "01.02.1990"}, "birthdate",
                 "birthdate takes a date as YYYY-MM-DD.", id="a date rewritten"),
    pytest.param({"email_verified": "yes"}, "email_verified",
                 "email_verified takes true or false.", id="neither true nor false"),
    pytest.param({"enabled": "1"}, "enabled", "It is true or false.", id="enabled"),
    pytest.param({"groups": "nobody"}, "groups", "The user pool has no group nobody.", id="group"),
    pytest.param({"username": "a b"}, "username",
                 "Cognito takes no space, no control sign and no formatting sign in a username.",
                 id="a space"),
    pytest.param({"username": "a" * 129}, "username", "The username has more than 128 characters.",
                 id="a long username"),
    pytest.param({"custom:badge": "1.2E+10"}, "custom:badge",
                 "A spreadsheet has shortened a long number: its digits are lost.", id="1.2E+10"),
    pytest.param({"status": "EXTERNAL_PROVIDER"}, "status", "The user signs in at another identity "
                 "provider, and is made by the first sign-in there.", id="another provider"),
    pytest.param({"cognito:mfa_enabled": "true"}, "cognito:mfa_enabled",
                 "MFA by SMS needs a phone number.", id="MFA without a phone"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "what"), WRONG)
def test_what_is_wrong_with_a_cell_is_told(cells: dict[str, str], column: str, what: str) -> None:
    header, row = ann(**cells)
    (error,) = only(checked(row, header=header)).errors
    assert (error.line, error.column, error.value, error.what) == (2, column, cells[column], what)
    assert error.hint


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        pytest.param({"phone_number": "491701234567"}, "takes the plus sign or a first 0 away",
                     id="a plus sign"),
        pytest.param({"birthdate": "1/2/1990"}, "writes dates its own way", id="a date"),
        pytest.param({"birthdate": "32875"}, "writes dates its own way", id="days since 1900"),
        pytest.param({"custom:team": "7"}, "takes zeros at the start away", id="zeros"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_did_is_told(cells: dict[str, str], hint: str) -> None:
    header, row = ann(**cells)
    (error,) = only(checked(row, header=header)).errors
    assert error.hint == f"A spreadsheet {hint}. {AS_TEXT}"


def test_a_cell_that_is_guarded_is_taken_as_it_is() -> None:
    header, row = ann(**{"custom:badge": "'1.2E+10", "name": "'=1+1"})
    create = only(checked(row, header=header)).create
    assert create is not None
    assert create.new.attributes["custom:badge"] == "1.2E+10"
    assert create.new.attributes["name"] == "=1+1"


def test_a_password_that_breaks_the_policy_is_told_and_never_shown() -> None:
    plan = checked(["ann", "ann@example.com", "secret"])
    (error,) = only(plan).errors
    assert (error.column, error.value) == ("password", "(hidden)")
    assert error.what.startswith("The password breaks the pool's policy: it needs at least 8")
    assert "secret" not in repr(plan)


def test_no_repr_of_a_plan_holds_a_password() -> None:
    assert PASSWORD not in repr(checked(["ann", "ann@example.com", PASSWORD]))


def test_a_row_tells_all_its_errors_at_once() -> None:
    row = only(checked(["", "nobody", "short"]))
    assert [error.column for error in row.errors] == ["email", "password", "username"]


def test_what_is_required_and_missing_is_told() -> None:
    row = only(checked(["ann", "", ""]))
    assert [(error.column, error.what) for error in row.errors] == [
        ("email", "email is required in this user pool."),
        ("password", "A new user needs a password."),
    ]


def test_the_second_of_two_rows_for_a_user_is_refused_and_names_the_first() -> None:
    mail = ["a@example.com", "b@example.com"]
    first, second = checked(["ann", mail[0], PASSWORD], ["ANN", mail[1], PASSWORD]).rows
    assert first.outcome is CREATE
    (error,) = second.errors
    assert (error.line, error.column, error.what) == (3, "username", "Line 2 has the same user.")


def test_where_case_counts_two_names_are_two_users() -> None:
    pool = a_pool(UsernameConfiguration={"CaseSensitive": True})
    rows = (["ann", "a@example.com", PASSWORD], ["Ann", "b@example.com", PASSWORD])
    assert [row.outcome for row in checked(*rows, pool=pool).rows] == [CREATE, CREATE]


def test_an_alias_belongs_to_one_user_once_it_is_verified() -> None:
    header = [*HEADER, "email_verified"]
    plan = checked(
        ["ann", "ann@example.com", PASSWORD, "true"],
        ["bob", "ANN@example.com", PASSWORD, "true"],
        ["eve", "ann@example.com", PASSWORD, "false"],
        ["zoe", "zoe@example.com", PASSWORD, "true"],
        header=header,
        users=(a_row("old", email="zoe@example.com", email_verified="true"),),
    )
    assert [row.outcome for row in plan.rows] == [CREATE, REFUSED, CREATE, REFUSED]
    assert [(error.line, error.column, error.what) for error in plan.errors()] == [
        (3, "email", "Line 2 has the same email."),
        (5, "email", "It belongs to the user old."),
    ]


def test_missing_groups_are_created_once_where_that_was_chosen() -> None:
    header, row = ann(groups="new staff other")
    plan = checked(row, header=header, on_missing_group=OnMissingGroup.CREATE)
    assert (only(plan).outcome, plan.new_groups) == (CREATE, ("new", "other"))


def test_a_group_that_cognito_would_not_take_is_refused_also_where_groups_are_created() -> None:
    header, row = ann(groups="x" * 129)
    plan = checked(row, header=header, on_missing_group=OnMissingGroup.CREATE)
    (error,) = only(plan).errors
    assert error.what.endswith("The name has more than 128 characters.")
    assert plan.new_groups == ()


def test_generated_passwords_and_invitations_need_none_in_the_file() -> None:
    row = ["ann", "ann@example.com", ""]
    made = only(checked(row, passwords=PasswordSource.GENERATED)).create
    invited = only(checked(row, passwords=PasswordSource.INVITATION)).create
    assert made is not None
    assert invited is not None
    assert (made.new.send_invitation, made.new.password) == (False, "")
    assert (invited.new.send_invitation, invited.new.email) == (True, "ann@example.com")


def test_where_users_sign_in_by_email_they_are_found_by_it() -> None:
    pool = a_pool(UsernameAttributes=["email"], AliasAttributes=[])
    known = a_row("7b1c", email="Ann@example.com")
    plan = checked(
        ["ann@example.com", PASSWORD], ["bob@example.com", PASSWORD],
        header=["email", "password"], users=(known,), pool=pool,
    )  # fmt: skip
    assert [row.outcome for row in plan.rows] == [REFUSED, CREATE]
    assert plan.rows[1].create is not None
    assert plan.rows[1].create.new.username == "bob@example.com"


def test_unread_columns_and_counts_are_told() -> None:
    header, row = ann(shoe="43")
    plan = checked(row, ["x"], header=header)
    assert [each.name for each in plan.unread] == ["shoe"]
    assert plan.counts == {CREATE: 1, UPDATE: 0, SKIP: 0, REFUSED: 1}
    assert [(error.line, error.column) for error in plan.errors()] == [(3, "")]


def test_fifty_bad_lines_of_ten_kinds_are_all_named() -> None:
    header = ["username", "email", "password", "phone_number", "custom:team", "custom:level",
              "birthdate", "groups"]  # fmt: skip
    place = {name: number for number, name in enumerate(header)}
    kinds = [("email", "nobody"), ("email", ""), ("password", "short"), ("phone_number", "0170"),
             ("custom:team", "toolong"), ("custom:level", "99"), ("birthdate", "1.1.90"),
             ("groups", "nobody"), ("username", "twin"), ("phone_number", "4.9E+12")]  # fmt: skip
    rows, wanted = [], {}
    for number in range(1_000):
        row = [f"user-{number}", f"u{number}@example.com", PASSWORD, "+4917012345", "blue", "5",
               "1990-01-02", "staff"]  # fmt: skip
        if number % 20 == 7:
            column, value = kinds[len(wanted) % 10]
            row[place[column]] = value
            wanted[number + 2] = column
        rows.append(row)
    rows[0][0] = "twin"
    plan = checked(*rows, header=header)
    assert {error.line: error.column for error in plan.errors()} == wanted
    assert len(wanted) == plan.counts[REFUSED] == 50
