"""Attributes and MFA of one user, as an administrator changes them on the engine."""

import pytest
from botocore.exceptions import ClientError

from tests.engine.cloud import Cloud, Pool

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def pool(cloud: Cloud) -> Pool:
    team = {"Name": "team", "AttributeDataType": "String", "Mutable": True}
    return cloud.new_pool(Schema=[team])


def attributes(pool: Pool, username: str) -> dict[str, str]:
    user = pool.cognito.admin_get_user(UserPoolId=pool.pool_id, Username=username)
    return {each["Name"]: each["Value"] for each in user["UserAttributes"] if each["Name"] != "sub"}


def test_attributes_are_deleted_and_those_not_there_are_no_error(pool: Pool) -> None:
    pool.new_user("ana", nickname="Ana", **{"custom:team": "red"})
    pool.cognito.admin_delete_user_attributes(
        UserPoolId=pool.pool_id,
        Username="ana",
        UserAttributeNames=["custom:team", "family_name"],
    )
    assert attributes(pool, "ana") == {"nickname": "Ana"}


def test_an_empty_value_deletes_the_attribute(pool: Pool) -> None:
    pool.new_user("ben", nickname="Ben")
    pool.cognito.admin_update_user_attributes(
        UserPoolId=pool.pool_id,
        Username="ben",
        UserAttributes=[{"Name": "nickname", "Value": ""}, {"Name": "name", "Value": "B"}],
    )
    assert attributes(pool, "ben") == {"name": "B"}


def test_nobody_is_deleted_from_who_is_not_there(pool: Pool) -> None:
    with pytest.raises(ClientError, match="UserNotFoundException"):
        pool.cognito.admin_delete_user_attributes(
            UserPoolId=pool.pool_id, Username="nobody", UserAttributeNames=["name"]
        )
