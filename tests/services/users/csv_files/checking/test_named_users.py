"""Each row is about the user whom it names: by the username, or by what the pool signs in by."""

import pytest

from services.users.csv_files.checking.choices import ImportChoices, OnExisting
from services.users.csv_files.checking.import_plan import PlannedOutcome
from services.users.csv_files.checking.row_decisions import decide_row
from services.users.one_user.pool_facts import PoolFacts
from tests.services.users.csv_files.checked_files import checked, only
from tests.services.users.csv_files.pools import PASSWORD, a_pool, a_row

CREATE, UPDATE, SKIP, REFUSED = PlannedOutcome
SUB = "439db6d7-19bf-4e60-9c38-5f33507c9bc1"
ANN = a_row("ann", email="ann@example.com", email_verified="true", preferred_username="annie",
            sub=SUB)  # fmt: skip
BY_SUB = a_row(SUB, email="ann@example.com", email_verified="true", sub=SUB)
_NO_ADDRESS = (
    "Users of this pool sign in by an e-mail address or a phone number, and Cognito makes their "
    "usernames."
)
HEADER = ["username", "email", "phone_number", "password"]


def by_address(*names: str) -> PoolFacts:
    return a_pool(UsernameAttributes=list(names or ("email",)), AliasAttributes=[])


@pytest.mark.parametrize("choice", list(OnExisting))
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("annie", "It is the preferred_username of the user ann."),
        (SUB, "It is the sub of the user ann."),
    ],
)
def test_an_alias_or_sub_of_somebody_is_no_username(
    choice: OnExisting, name: str, what: str
) -> None:
    pool = a_pool(AliasAttributes=["email", "preferred_username"])
    row = [name, "new@example.com", "", PASSWORD]
    found = only(checked(row, header=HEADER, users=(ANN,), pool=pool, on_existing=choice))
    assert (found.outcome, [error.what for error in found.errors]) == (REFUSED, [what])

    later = decide_row(found.read, ANN, pool, ImportChoices(on_existing=choice))
    assert (later.outcome, later.update) == (REFUSED, None)


def test_an_alias_that_is_not_verified_is_nobodys() -> None:
    pool = a_pool(AliasAttributes=["phone_number"])
    other = a_row("ann", phone_number="+491701", phone_number_verified="false")
    row = [*HEADER[:2], "phone_number_verified", *HEADER[2:]]
    plan = checked(
        ["bob", "b@example.com", "true", "+491701", PASSWORD], header=row, users=(other,), pool=pool
    )
    assert only(plan).outcome is CREATE


def test_an_edited_address_of_an_exported_user_is_a_change_of_that_user() -> None:
    row = [SUB, "annette@example.com", "", ""]
    plan = checked(
        row, header=HEADER, users=(BY_SUB,), pool=by_address(), on_existing=OnExisting.UPDATE
    )
    found = only(plan)
    assert (found.outcome, found.username) == (UPDATE, "annette@example.com")
    assert found.update is not None
    assert (found.update.target, found.update.after["attributes"]["email"]) == (SUB, row[1])


def test_the_username_of_another_pool_says_nothing_where_users_sign_in_by_an_address() -> None:
    row = ["7e1c", "Ann@example.com", "", ""]
    plan = checked(
        row, header=HEADER, users=(BY_SUB,), pool=by_address(), on_existing=OnExisting.SKIP
    )
    assert only(plan).outcome is SKIP


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        pytest.param(
            [["", "a@x.de", "", PASSWORD], ["", "A@x.de", "", PASSWORD]],
            [(3, "email", "Line 2 has the same user.")],
            id="an address twice",
        ),
        pytest.param(
            [["", "a@x.de", "+491701", PASSWORD], ["", "b@x.de", "+491701", PASSWORD]],
            [(3, "phone_number", "Line 2 has the same phone_number.")],
            id="another way to sign in twice, verified or not",
        ),
        pytest.param(
            [[SUB, "new@x.de", "", ""], ["", "ann@example.com", "", ""]],
            [(3, "email", "Line 2 has the same user.")],
            id="one user by username and by address",
        ),
        pytest.param(
            [["", "new@x.de", "+4999999", ""]],
            [
                (2, "phone_number", "It belongs to the user 77."),
                (2, "password", "A new user needs a password."),
            ],
            id="what somebody else signs in by",
        ),
        pytest.param(
            [["a@x.de", "b@x.de", "", PASSWORD]],
            [
                (2, "username",
                 "The username and email are two, and users of this pool sign in by one.")
            ],
            id="two addresses for one user",
        ),
        pytest.param(
            [["joe", "", "", PASSWORD]],
            [
                (2, "username", _NO_ADDRESS)
            ],
            id="a username that is none",
        ),
    ],
)  # fmt: skip
def test_what_users_sign_in_by_is_one_users(
    rows: list[list[str]], errors: list[tuple[int, str, str]]
) -> None:
    users = (BY_SUB, a_row("77", email="o@x.de", phone_number="+4999999"))
    plan = checked(
        *rows,
        header=HEADER,
        users=users,
        pool=by_address("email", "phone_number"),
        on_existing=OnExisting.UPDATE,
    )
    assert [(error.line, error.column, error.what) for error in plan.errors()] == errors


def test_an_address_as_the_username_needs_no_column_of_its_own() -> None:
    plan = checked(["a@x.de", PASSWORD], header=["username", "password"], pool=by_address())
    create = only(plan).create
    assert create is not None
    assert create.new.username == "a@x.de"


def test_a_username_like_an_alias_is_refused_for_a_new_user() -> None:
    row = ["eve@x.de", "e@x.de", "", PASSWORD]
    (error,) = only(checked(row, header=HEADER)).errors
    assert (error.column, error.what) == (
        "username",
        "A username is not an e-mail address where users sign in by their email, too.",
    )
    free = checked(row, header=HEADER, pool=a_pool(AliasAttributes=[]))
    assert only(free).outcome is CREATE


def test_other_capitals_keep_the_mark_of_an_address_where_they_are_the_same() -> None:
    row = ["ann", "Ann@Example.com", "", ""]
    found = only(
        checked(row, header=HEADER, users=(ANN,), pool=a_pool(), on_existing=OnExisting.UPDATE)
    )
    assert found.update is not None
    assert found.update.after["attributes"] == {"email": row[1], "email_verified": "true"}
    exact = a_pool(UsernameConfiguration={"CaseSensitive": True})
    again = decide_row(found.read, ANN, exact, ImportChoices(on_existing=OnExisting.UPDATE))
    assert again.update is not None
    assert again.update.after["attributes"]["email_verified"] == "false"
