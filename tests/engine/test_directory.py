"""ListUsers filters, deletion protection and the error types of the limits, on the engine."""

import pytest
from botocore.exceptions import ClientError

from tests.engine.cloud import Api, Cloud, Pool

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def pool(cloud: Cloud) -> Pool:
    pool = cloud.new_pool(Schema=[{"Name": "team", "AttributeDataType": "String", "Mutable": True}])
    pool.new_user("alice", email="Alice@example.com", given_name='The "A"')
    pool.new_user("albert", email="albert@example.org", **{"custom:team": "red"})
    pool.new_user("bob", permanent=False, email="bob@example.com")
    pool.cognito.admin_disable_user(UserPoolId=pool.pool_id, Username="albert")
    return pool


def listed(pool: Pool, text: str) -> list[str]:
    users = pool.cognito.list_users(UserPoolId=pool.pool_id, Filter=text)["Users"]
    return sorted(user["Username"] for user in users)


@pytest.mark.parametrize(
    ("text", "usernames"),
    [
        pytest.param('username = "alice"', ["alice"], id="username"),
        pytest.param('username = "Alice"', [], id="username minds the case"),
        pytest.param('"username" ^= "al"', ["albert", "alice"], id="prefix, quoted attribute"),
        pytest.param('email="alice@example.com"', ["alice"], id="email minds no case"),
        pytest.param('  email  ^=  "al"  ', ["albert", "alice"], id="spaces"),
        pytest.param('cognito:user_status = "CONFIRMED"', ["albert", "alice"], id="user status"),
        pytest.param(
            'cognito:user_status = "force_change_password"', ["bob"], id="user status, any case"
        ),
        pytest.param('status = "Disabled"', ["albert"], id="disabled"),
        pytest.param('status = "Enabled"', ["alice", "bob"], id="enabled"),
        pytest.param('status = "enabled"', [], id="status minds the case"),
        pytest.param(r'given_name = "The \"A\""', ["alice"], id="escaped quotes"),
        pytest.param('family_name = "Nobody"', [], id="an attribute nobody has"),
        pytest.param("", ["albert", "alice", "bob"], id="no filter"),
    ],
)
def test_a_filter_finds_exactly_its_users(pool: Pool, text: str, usernames: list[str]) -> None:
    assert listed(pool, text) == usernames


def test_the_case_of_a_username_counts_also_where_the_pool_says_it_does_not(cloud: Cloud) -> None:
    """A known difference from AWS: once the engine does as AWS, it has to leave the list."""
    pool = cloud.new_pool(UsernameConfiguration={"CaseSensitive": False})
    pool.new_user("alice")
    with pytest.raises(ClientError, match="UserNotFoundException"):
        pool.cognito.admin_get_user(UserPoolId=pool.pool_id, Username="ALICE")


def test_a_deleted_user_is_in_no_group_and_neither_is_a_new_one_of_that_name(cloud: Cloud) -> None:
    pool = cloud.new_pool()
    group = {"UserPoolId": pool.pool_id, "GroupName": "staff"}
    pool.cognito.create_group(**group)
    for name in ("alice", "bob"):
        pool.new_user(name)
        pool.cognito.admin_add_user_to_group(**group, Username=name)
    pool.cognito.admin_delete_user(UserPoolId=pool.pool_id, Username="alice")
    pool.new_user("alice")
    members = pool.cognito.list_users_in_group(**group)["Users"]
    assert [user["Username"] for user in members] == ["bob"]


def test_a_user_is_found_by_sub(pool: Pool) -> None:
    alice = pool.cognito.admin_get_user(UserPoolId=pool.pool_id, Username="alice")
    sub = next(a["Value"] for a in alice["UserAttributes"] if a["Name"] == "sub")
    assert listed(pool, f'sub = "{sub}"') == ["alice"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("alice", id="no operator"),
        pytest.param("username = alice", id="no quotes"),
        pytest.param('username != "alice"', id="an operator that is none"),
        pytest.param('username = "alice" and email = "a"', id="two attributes"),
        pytest.param('custom:team = "red"', id="a custom attribute"),
        pytest.param('email_verified = "true"', id="an attribute that cannot be searched"),
        pytest.param('username = "alice', id="an open quote"),
        pytest.param(" ", id="blank"),
    ],
)
def test_what_is_no_filter_is_refused_and_lists_nobody(pool: Pool, text: str) -> None:
    with pytest.raises(ClientError) as caught:
        listed(pool, text)
    error = caught.value.response["Error"]
    assert (error["Code"], error["Message"]) == (
        "InvalidParameterException",
        "Error while parsing filter.",
    )


def test_a_protected_pool_is_not_deleted(cloud: Cloud) -> None:
    pool = cloud.new_pool(DeletionProtection="ACTIVE")

    with pytest.raises(ClientError) as caught:
        pool.cognito.delete_user_pool(UserPoolId=pool.pool_id)

    assert caught.value.response["Error"]["Code"] == "InvalidParameterException"
    assert pool.cognito.describe_user_pool(UserPoolId=pool.pool_id)["UserPool"]
    pool.cognito.update_user_pool(UserPoolId=pool.pool_id, DeletionProtection="INACTIVE")
    pool.cognito.delete_user_pool(UserPoolId=pool.pool_id)
    with pytest.raises(ClientError):
        pool.cognito.describe_user_pool(UserPoolId=pool.pool_id)


@pytest.fixture
def metered(cloud: Cloud) -> tuple[Api, str]:
    """An API that wants a key, and a key with a quota of one call."""
    api = cloud.new_api()
    api.route("metered", apiKeyRequired=True)
    api.deploy()
    gateway = cloud.apigateway
    key = gateway.create_api_key(name="tests", enabled=True)
    plan = gateway.create_usage_plan(
        name="tests",
        apiStages=[{"apiId": api.api_id, "stage": "demo"}],
        quota={"limit": 1, "period": "DAY"},
    )
    gateway.create_usage_plan_key(usagePlanId=plan["id"], keyId=key["id"], keyType="API_KEY")
    return api, str(key["value"])


def test_limits_name_their_error_type(metered: tuple[Api, str]) -> None:
    api, key = metered
    answers = [
        api.get("metered"),
        api.get("metered", **{"x-api-key": "no such key, but long enough"}),
        api.get("metered", **{"x-api-key": key}),
        api.get("metered", **{"x-api-key": key}),
    ]
    assert [
        (answer.status_code, answer.headers.get("x-amzn-ErrorType"), answer.text)
        for answer in answers
    ] == [
        (403, "ForbiddenException", '{"message":"Forbidden"}'),
        (403, "ForbiddenException", '{"message":"Forbidden"}'),
        (200, None, "{}"),
        (429, "LimitExceededException", '{"message":"Limit Exceeded"}'),
    ]


@pytest.mark.parametrize("length", [6, 12, 14, 99])
def test_a_temporary_password_that_cognito_makes_meets_the_policy(
    cloud: Cloud, length: int
) -> None:
    policy = {
        "MinimumLength": length,
        "RequireUppercase": True,
        "RequireLowercase": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
    }
    pool = cloud.new_pool(Policies={"PasswordPolicy": policy})
    user = pool.cognito.admin_create_user(
        UserPoolId=pool.pool_id, Username="invited", MessageAction="SUPPRESS"
    )["User"]
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"


def test_a_resent_invitation_has_a_new_temporary_password(cloud: Cloud) -> None:
    pool = cloud.new_pool()
    client_id = pool.new_client()["ClientId"]
    pool.new_user("invited", permanent=False, email="invited@example.com")
    assert pool.sign_in(client_id, "invited")["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    resent = pool.cognito.admin_create_user(
        UserPoolId=pool.pool_id, Username="invited", MessageAction="RESEND"
    )["User"]
    assert resent["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        pool.sign_in(client_id, "invited")


def test_a_resent_invitation_may_bring_a_password_of_the_administrator(cloud: Cloud) -> None:
    pool = cloud.new_pool()
    client_id = pool.new_client()["ClientId"]
    pool.new_user("invited", permanent=False, email="invited@example.com")
    pool.cognito.admin_create_user(
        UserPoolId=pool.pool_id, Username="invited", MessageAction="RESEND",
        TemporaryPassword="Other-Horse-9",
    )  # fmt: skip
    answer = pool.sign_in(client_id, "invited", "Other-Horse-9")
    assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
