"""Attributes of a user on the real engine, within a schema with constraints of each kind."""

import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, InputError, PlanRefused
from services.users.changes.desk import Desk
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.one_user.attribute_changes import change_of_removal, change_of_value
from services.users.one_user.schema import PoolAttribute, PoolSchema, read_schema
from tests.services.users.one_user.people import PASSWORD, STATUSES, person, user_in

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def schema(aws: Aws, directory: Directory) -> PoolSchema:
    return read_schema(aws, directory.user_pool_id)


def named(schema: PoolSchema, name: str) -> PoolAttribute:
    found = schema.named(name)
    assert found is not None
    return found


@pytest.mark.parametrize("status", STATUSES)
def test_a_custom_attribute_is_set_and_deleted_in_every_status(
    aws: Aws, directory: Directory, desk: Desk, schema: PoolSchema, status: str
) -> None:
    username, team = user_in(aws, directory, status, f"{status}-team"), named(schema, "custom:team")
    setting = change_of_value(directory.get(username), team, "red")
    assert setting.before == {"attributes": {"custom:team": None}}
    desk.do(setting)
    user = directory.get(username)
    assert user.attributes["custom:team"] == "red"
    removal = change_of_removal(user, team, schema)
    assert (removal.before, removal.after) == (
        {"attributes": {"custom:team": "red"}},
        {"attributes": {"custom:team": None}},
    )
    desk.do(removal, reason="a test")
    after = directory.get(username)
    assert "custom:team" not in after.attributes
    assert (after.status.value, after.email) == (status, "a@example.com")


@pytest.mark.parametrize("is_verified", [True, False])
def test_a_new_address_says_whether_it_is_verified(
    directory: Directory, desk: Desk, schema: PoolSchema, is_verified: bool
) -> None:
    new = NewUser(
        username=f"moved-{is_verified}", password=PASSWORD, email="old@example.com",
        email_verified=not is_verified,
    )  # fmt: skip
    change = change_of_value(
        directory.create(new), named(schema, "email"), "new@example.com", is_verified=is_verified
    )
    assert set(change.before["attributes"]) == {"email", "email_verified"}
    desk.do(change)
    after = directory.get(new.username)
    assert (after.email, after.email_verified) == ("new@example.com", is_verified)


def test_a_deleted_address_takes_its_verified_mark_along(
    directory: Directory, desk: Desk, schema: PoolSchema
) -> None:
    new = NewUser(username="gone", password=PASSWORD, email="g@example.com", email_verified=True)
    desk.do(
        change_of_removal(directory.create(new), named(schema, "email"), schema), reason="a test"
    )
    assert set(directory.get("gone").attributes) == {"sub"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("custom:team", "r", "takes a text of 2 to 5 characters.", id="too short"),
        pytest.param("custom:team", "purple", "takes a text of 2 to 5 characters.", id="too long"),
        pytest.param("custom:level", "10", "takes a whole number of 1 to 9.", id="too large"),
        pytest.param("custom:level", "0", "takes a whole number of 1 to 9.", id="too small"),
        pytest.param("custom:level", "two", "takes a whole number of 1 to 9.", id="no number"),
        pytest.param(
            "email", "nobody", "email takes an address such as name@example.com.", id="no address"
        ),
        pytest.param("phone_number", "030 1234", "a plus sign and digits only", id="no phone"),
        pytest.param("birthdate", "2001-02-30", "takes a date as YYYY-MM-DD.", id="no day"),
        pytest.param("name", "x" * 2049, "takes a text of up to 2048 characters", id="huge"),
    ],
)
def test_what_a_constraint_refuses_is_a_sentence_before_any_call(
    schema: PoolSchema, name: str, value: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        change_of_value(person(), named(schema, name), value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("custom:team", "re", id="just long enough"),
        pytest.param("custom:team", "reddy", id="just short enough"),
        pytest.param("custom:level", "1", id="just large enough"),
        pytest.param("custom:level", "9", id="just small enough"),
        pytest.param("phone_number", "+491701234567", id="phone"),
        pytest.param("birthdate", "2000-02-29", id="a leap day"),
        pytest.param("name", "=1+1 ![x](http://evil) <b>\u202e", id="hostile text is only text"),
    ],
)
def test_what_a_constraint_takes_is_kept_as_it_is(
    directory: Directory, desk: Desk, schema: PoolSchema, name: str, value: str
) -> None:
    username = f"takes-{name}-{value[:5]}"
    user = directory.create(NewUser(username=username, password=PASSWORD))
    desk.do(change_of_value(user, named(schema, name), value))
    assert directory.get(username).attributes[name] == value


@pytest.mark.parametrize("name", ["sub", "custom:badge"])
def test_what_is_not_mutable_is_refused_here_and_by_the_engine(
    aws: Aws, directory: Directory, schema: PoolSchema, name: str
) -> None:
    with pytest.raises(PlanRefused, match="never changed"):
        change_of_value(person(), named(schema, name), "x")
    with pytest.raises(PlanRefused, match="never changed"):
        change_of_removal(person(), named(schema, name), schema)
    username = f"locked-{name}"
    directory.create(NewUser(username=username, password=PASSWORD))
    where = {"UserPoolId": directory.user_pool_id, "Username": username}
    attributes = [{"Name": name, "Value": "x"}]
    with pytest.raises(AwsError, match="Attribute cannot be updated"):
        aws.call("cognito-idp", "admin_update_user_attributes", **where, UserAttributes=attributes)
    with pytest.raises(AwsError, match="Attribute cannot be updated"):
        aws.call("cognito-idp", "admin_delete_user_attributes", **where, UserAttributeNames=[name])


def test_the_same_value_and_a_missing_attribute_are_no_change(schema: PoolSchema) -> None:
    with pytest.raises(PlanRefused, match="this value already"):
        change_of_value(person(nickname="Max"), named(schema, "nickname"), "Max")
    with pytest.raises(PlanRefused, match="has no nickname"):
        change_of_removal(person(), named(schema, "nickname"), schema)


def test_a_required_attribute_is_not_deleted(schema: PoolSchema) -> None:
    by_email = PoolSchema(attributes=schema.attributes, username_attributes=("email",))
    with pytest.raises(PlanRefused, match="email is required"):
        change_of_removal(person(email="a@example.com"), named(schema, "email"), by_email)
