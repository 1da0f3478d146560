"""A header of ours, Cognito's own, in any order, with columns that the pool does not know."""

import csv
import io

import pytest

from services.errors import InputError
from services.users.csv_files.columns import read_header
from services.users.csv_files.template import template_csv
from tests.services.users.csv_files.pools import a_schema

COGNITO = [
    "cognito:username",
    "name",
    "given_name",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "updated_at",
    "cognito:mfa_enabled",
]


def test_the_template_names_the_user_and_every_settable_attribute() -> None:
    (header,) = csv.reader(io.StringIO(template_csv(a_schema()).decode("utf-8-sig")))
    assert header == [
        "username", "password", "groups", "enabled", "email", "custom:team", "custom:level",
        "custom:badge", "name", "phone_number", "birthdate", "email_verified",
        "phone_number_verified",
    ]  # fmt: skip
    assert read_header(header, a_schema()).unread == ()


def test_the_header_of_cognito_is_read_and_what_the_pool_lacks_is_named() -> None:
    columns = read_header(COGNITO, a_schema())
    assert columns.names[0] == "username"
    assert "cognito:mfa_enabled" in columns
    assert [(each.name, each.is_known) for each in columns.unread] == [
        ("given_name", False),
        ("updated_at", False),
    ]


def test_an_export_loses_only_what_cognito_keeps_itself() -> None:
    header = ["username", "status", "enabled", "groups", "created", "modified", "sub", "email"]
    columns = read_header(header, a_schema())
    assert columns.names == ("username", "status", "enabled", "groups", "", "", "", "email")
    assert [(each.name, each.is_known) for each in columns.unread] == [
        ("created", True),
        ("modified", True),
        ("sub", True),
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("team", "The user pool has no team; it has custom:team.", id="no prefix"),
        pytest.param("Email", "The user pool has no Email; it has email.", id="a capital"),
        pytest.param("shoe", "The user pool has no attribute shoe.", id="unknown"),
        pytest.param("", "The column has no name.", id="no name"),
    ],
)
def test_a_column_that_is_not_read_says_why(name: str, why: str) -> None:
    (unread,) = read_header(["username", name], a_schema()).unread
    assert (unread.why, unread.is_known) == (why, False)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["username", "cognito:username"], "The column username is there twice."),
        (["email", "username", "email"], "The column email is there twice."),
        (["email", "name"], "The file has no column `username` or `cognito:username`."),
    ],
)
def test_a_header_that_names_nobody_or_somebody_twice_is_refused(
    header: list[str], message: str
) -> None:
    with pytest.raises(InputError) as raised:
        read_header(header, a_schema())
    assert raised.value.message == message


def test_where_users_sign_in_by_email_its_column_is_enough() -> None:
    assert "email" in read_header(["email"], a_schema(UsernameAttributes=["email"]))


def test_a_birthdate_of_cognitos_own_format_is_read_as_a_date() -> None:
    theirs = read_header(["cognito:username", "birthdate"], a_schema())
    ours = read_header(["username", "birthdate"], a_schema())
    assert theirs.cells_of(["ann", "02/01/1985"])["birthdate"] == "1985-02-01"
    assert ours.cells_of(["ann", "02/01/1985"])["birthdate"] == "02/01/1985"


def test_a_username_column_in_capitals_is_named() -> None:
    with pytest.raises(InputError) as found:
        read_header(["UserName", "email"], a_schema())
    assert found.value.hint == "The file has UserName: names of columns are in small letters."
