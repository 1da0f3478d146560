"""Groups of a user pool on the engine: UpdateGroup, their rules, and the roles in an ID token."""

from typing import Any

import jwt
import pytest
from botocore.exceptions import ClientError

from tests.engine.cloud import ROLE_TRUST, Cloud, Pool

pytestmark = pytest.mark.engine
ROLE = "arn:aws:iam::000000000000:role/editors"
OTHER_ROLE = "arn:aws:iam::000000000000:role/readers"


@pytest.fixture(scope="module", autouse=True)
def _roles(cloud: Cloud) -> None:
    for name in ("editors", "readers"):
        cloud.iam.create_role(RoleName=name, AssumeRolePolicyDocument=ROLE_TRUST)


@pytest.fixture(scope="module")
def pool(cloud: Cloud) -> Pool:
    return cloud.new_pool()


def create(pool: Pool, name: str, **values: Any) -> dict[str, Any]:
    asked = {"UserPoolId": pool.pool_id, "GroupName": name, **values}
    created: dict[str, Any] = pool.cognito.create_group(**asked)["Group"]
    return created


def update(pool: Pool, name: str, **values: Any) -> dict[str, Any]:
    asked = {"UserPoolId": pool.pool_id, "GroupName": name, **values}
    updated: dict[str, Any] = pool.cognito.update_group(**asked)["Group"]
    return updated


def values_of(group: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in group.items()
        if name in ("Description", "Precedence", "RoleArn")
    }


def test_a_group_has_no_value_that_nobody_gave(pool: Pool) -> None:
    assert values_of(create(pool, "plain")) == {}
    assert values_of(create(pool, "first", Precedence=0)) == {"Precedence": 0}


def test_an_update_replaces_what_is_given_and_leaves_the_rest(pool: Pool) -> None:
    made = create(pool, "editors", Description="Old", Precedence=5, RoleArn=ROLE)
    changed = update(pool, "editors", Precedence=0)
    assert values_of(changed) == {"Description": "Old", "Precedence": 0, "RoleArn": ROLE}
    assert changed["LastModifiedDate"] > made["LastModifiedDate"]
    assert changed["CreationDate"] == made["CreationDate"]
    changed = update(pool, "editors", Description="New", RoleArn=OTHER_ROLE)
    assert values_of(changed) == {"Description": "New", "Precedence": 0, "RoleArn": OTHER_ROLE}
    assert pool.cognito.get_group(UserPoolId=pool.pool_id, GroupName="editors")["Group"] == changed


def test_an_update_can_empty_the_description(pool: Pool) -> None:
    create(pool, "told", Description="Told")
    assert values_of(update(pool, "told", Description="")) == {}


def test_an_update_keeps_the_members(pool: Pool) -> None:
    create(pool, "kept")
    pool.new_user("kim")
    group = {"UserPoolId": pool.pool_id, "GroupName": "kept"}
    pool.cognito.admin_add_user_to_group(**group, Username="kim")
    update(pool, "kept", Description="Still")
    members = pool.cognito.list_users_in_group(**group)["Users"]
    assert [user["Username"] for user in members] == ["kim"]


def test_there_is_nothing_to_update_in_a_group_that_is_not_there(pool: Pool) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        update(pool, "nowhere", Description="x")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param("two words", {}, id="a space in the name"),
        pytest.param("nimda\u202e", {}, id="a mark that turns the reading order"),
        pytest.param("x" * 129, {}, id="a name of 129 characters"),
        pytest.param("long", {"Description": "x" * 2049}, id="a description of 2,049 characters"),
        pytest.param("high", {"Precedence": 2**31}, id="a precedence beyond 2^31-1"),
        pytest.param("role", {"RoleArn": "the role of the editors"}, id="a role that is no ARN"),
        pytest.param("gone", {"RoleArn": f"{ROLE}-gone"}, id="a role that is not there"),
    ],
)
def test_what_breaks_a_rule_is_refused_at_both_ends(
    pool: Pool, name: str, values: dict[str, Any]
) -> None:
    with pytest.raises(ClientError, match="InvalidParameterException"):
        create(pool, name, **values)
    names = [
        each["GroupName"] for each in pool.cognito.list_groups(UserPoolId=pool.pool_id)["Groups"]
    ]
    assert name not in names
    if values:
        made = create(pool, f"{name}-kept")
        with pytest.raises(ClientError, match="InvalidParameterException"):
            update(pool, f"{name}-kept", **values)
        assert values_of(made) == {}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("=1+1", id="a formula"),
        pytest.param("![x](http://evil)", id="Markdown"),
        pytest.param("<b>", id="HTML"),
        pytest.param("equipe-été-🇫🇷", id="letters and emoji"),
        pytest.param("y" * 128, id="128 characters"),
    ],
)
def test_what_looks_strange_is_taken_as_cognito_takes_it(pool: Pool, name: str) -> None:
    assert create(pool, name, Description="Two words \u202e\n=1")["GroupName"] == name


def test_a_name_is_taken_once(pool: Pool) -> None:
    create(pool, "once")
    with pytest.raises(ClientError, match="GroupExistsException"):
        create(pool, "once")


@pytest.mark.parametrize(
    ("groups", "roles", "preferred"),
    [
        pytest.param({"a": (1, "")}, None, None, id="no role: no claim"),
        pytest.param({"a": (5, ROLE)}, [ROLE], ROLE, id="one role"),
        pytest.param(
            {"a": (5, ROLE), "b": (1, OTHER_ROLE)}, [ROLE, OTHER_ROLE], OTHER_ROLE, id="lowest"
        ),
        pytest.param(
            {"a": (None, ROLE), "b": (9, OTHER_ROLE)},
            [ROLE, OTHER_ROLE],
            OTHER_ROLE,
            id="none stands last",
        ),
        pytest.param({"a": (1, ROLE), "b": (1, OTHER_ROLE)}, [ROLE, OTHER_ROLE], None, id="a tie"),
        pytest.param({"a": (1, ROLE), "b": (1, ROLE)}, [ROLE], ROLE, id="a tie of one role"),
        pytest.param({"a": (0, ""), "b": (1, ROLE)}, [ROLE], ROLE, id="the lowest has no role"),
    ],
)
def test_the_id_token_has_the_roles_and_the_preferred_one(
    cloud: Cloud,
    groups: dict[str, tuple[int | None, str]],
    roles: list[str] | None,
    preferred: str | None,
) -> None:
    pool = cloud.new_pool()
    client = pool.new_client()["ClientId"]
    pool.new_user("rae")
    for name, (precedence, role) in groups.items():
        number = {} if precedence is None else {"Precedence": precedence}
        create(pool, name, **number, **({"RoleArn": role} if role else {}))
        pool.cognito.admin_add_user_to_group(
            UserPoolId=pool.pool_id, GroupName=name, Username="rae"
        )
    tokens = pool.tokens(client, "rae")
    claims = {
        kind: jwt.decode(token, options={"verify_signature": False})
        for kind, token in tokens.items()
        if kind in ("IdToken", "AccessToken")
    }
    assert claims["IdToken"].get("cognito:roles") == roles
    assert claims["IdToken"].get("cognito:preferred_role") == preferred
    assert claims["AccessToken"]["cognito:groups"] == list(groups)
    assert "cognito:roles" not in claims["AccessToken"]
