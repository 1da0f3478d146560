"""What an export cannot carry is said in full, and what the new pool would not take is counted."""

from services.users.csv_files.carried_over import left_behind
from tests.services.users.csv_files.pools import a_row, a_schema, stored


def test_what_no_file_can_carry_is_always_told() -> None:
    with stored(a_row("ann", email="a@x.de")) as snapshot:
        told = left_behind(snapshot, a_schema(), a_schema())
    assert [each.what for each in told] == [
        "passwords", "sub", "authenticator apps (TOTP)", "passkeys and remembered devices",
        "linked providers", "dates of creation and change", "status", "sessions and tokens",
    ]  # fmt: skip
    assert all(each.becomes and each.trigger for each in told)
    assert "old password" in told[0].trigger


def test_where_users_sign_in_by_an_address_their_usernames_stay_behind() -> None:
    with stored(a_row("ann", email="a@x.de")) as snapshot:
        told = left_behind(snapshot, a_schema(), a_schema(UsernameAttributes=["email"]))
    (names,) = [each for each in told if each.what == "usernames"]
    assert "Cognito makes each a username." in names.becomes


def test_values_that_the_new_pool_does_not_take_are_counted() -> None:
    old = a_schema()
    shorter = [
        {
            "Name": "custom:team",
            "AttributeDataType": "String",
            "StringAttributeConstraints": {"MaxLength": "3"},
        }
    ]
    rows = (
        a_row("ann", custom_team="green", custom_badge="b-1"),
        a_row("bob", custom_team="red"),
        a_row("eve"),
    )
    with stored(*rows) as snapshot:
        told = left_behind(snapshot, old, a_schema(SchemaAttributes=shorter))
    unfit = {each.what: (each.users, each.becomes) for each in told if each.users is not None}
    refused = "The new pool does not take these values:"
    assert unfit == {
        "custom:team": (1, f"{refused} it takes a text of up to 3 characters."),
        "custom:badge": (1, f"{refused} it has no such attribute."),
    }
