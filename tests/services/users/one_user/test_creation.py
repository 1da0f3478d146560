"""Creating a user from the pool's schema on the real engine: whole, or not at all."""

from typing import Any

import pytest

from services.cloud.aws import Aws
from services.errors import InputError, ResourceNotFound, UserExists, UserNotFound
from services.users.changes.desk import Desk
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.one_user.creation import change_of_creation, problems_of_creation
from services.users.one_user.schema import AttributeKind, PoolAttribute, PoolSchema, read_schema
from services.users.passwords import PasswordPolicy
from tests.services.users.one_user.people import PASSWORD

pytestmark = pytest.mark.engine
POLICY = PasswordPolicy()


@pytest.fixture(scope="module")
def schema(aws: Aws, directory: Directory) -> PoolSchema:
    return read_schema(aws, directory.user_pool_id)


def new(username: str, **values: Any) -> NewUser:
    return NewUser(**({"username": username, "password": PASSWORD, "permanent": True} | values))


@pytest.mark.parametrize(
    ("values", "status"),
    [
        pytest.param({}, "CONFIRMED", id="a permanent password"),
        pytest.param({"permanent": False}, "FORCE_CHANGE_PASSWORD", id="a temporary one"),
        pytest.param(
            {"permanent": False, "password": "", "send_invitation": True},
            "FORCE_CHANGE_PASSWORD",
            id="an invitation, whose password nobody here sees",
        ),
    ],
)
def test_a_user_is_created_with_attributes_and_groups(
    directory: Directory, desk: Desk, schema: PoolSchema, values: dict[str, Any], status: str
) -> None:
    username = f"made-{status}-{len(values)}"
    asked = new(
        username, email="m@example.com", email_verified=True, groups=("kept", "new"),
        attributes={"custom:team": "red", "custom:badge": "7", "name": "Mia"}, **values,
    )  # fmt: skip
    change = change_of_creation(asked, schema, POLICY)
    assert PASSWORD not in f"{change!r} {change.after}"
    desk.do(change)
    user = directory.get(username)
    assert (user.status.value, user.email_verified) == (status, True)
    assert {name: user.attributes[name] for name in ("custom:team", "custom:badge", "name")} == {
        "custom:team": "red",
        "custom:badge": "7",
        "name": "Mia",
    }
    assert directory.groups_of(username) == ("kept", "new")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(new(" "), "The username is empty.", id="no name"),
        pytest.param(new("a", password="weak"), "breaks the pool's policy", id="weak password"),
        pytest.param(
            new("a", attributes={"custom:level": "10"}), "a whole number of 1 to 9", id="too large"
        ),
        pytest.param(new("a", email="nobody"), "takes an address such as", id="no address"),
        pytest.param(
            new("a", permanent=False, password="", send_invitation=True),
            "needs an e-mail address",
            id="invited nowhere",
        ),
    ],
)
def test_what_cannot_be_made_is_said_before_any_call(
    schema: PoolSchema, asked: NewUser, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        change_of_creation(asked, schema, POLICY)


def test_a_required_attribute_has_to_be_there() -> None:
    name = PoolAttribute(name="name", kind=AttributeKind.TEXT, is_mutable=True, is_required=True)
    with pytest.raises(InputError, match="name is required in this user pool"):
        change_of_creation(new("a"), PoolSchema(attributes=(name,)), POLICY)


def test_a_user_who_cannot_be_completed_is_not_left_behind(
    directory: Directory, desk: Desk, schema: PoolSchema
) -> None:
    with pytest.raises(ResourceNotFound):
        desk.do(change_of_creation(new("half", groups=("kept", "nowhere")), schema, POLICY))
    with pytest.raises(UserNotFound):
        directory.get("half")


def test_a_taken_username_leaves_its_owner_alone(
    directory: Directory, desk: Desk, schema: PoolSchema
) -> None:
    desk.do(change_of_creation(new("taken"), schema, POLICY))
    with pytest.raises(UserExists):
        desk.do(change_of_creation(new("taken", groups=("kept",)), schema, POLICY))
    assert directory.get("taken").status.value == "CONFIRMED"
    assert directory.groups_of("taken") == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("ann lee", "no space", id="a space"),
        pytest.param("ann\u200f", "no formatting sign", id="a mark that nobody sees"),
        pytest.param("a" * 129, "more than 128 characters", id="one letter too long"),
    ],
)
def test_a_name_that_cognito_would_refuse_is_said_beside_its_field(name: str, said: str) -> None:
    ((field, sentence),) = problems_of_creation(new(name), PoolSchema(attributes=()), POLICY, str)
    assert field == "username"
    assert said in sentence


@pytest.mark.parametrize("name", ["a" * 128, "=1+1|h", "ann@example.com", "安娜-ñ🙂"])
def test_a_name_of_letters_marks_and_symbols_is_taken(name: str) -> None:
    assert problems_of_creation(new(name), PoolSchema(attributes=()), POLICY, str) == ()
