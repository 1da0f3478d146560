"""How claims reach a function: as text, dates in words, groups joined by commas."""

import re
from typing import Any

import pytest

from tests.engine.cloud import Api, Cloud, Pool

pytestmark = pytest.mark.engine

ECHO_CLAIMS = """
import json

def handle(event, context):
    print("one line")
    claims = event["requestContext"]["authorizer"]["claims"]
    return {"statusCode": 200, "body": json.dumps(claims)}
"""
JAVA_DATE = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d\d \d\d:\d\d:\d\d UTC \d{4}"
)


@pytest.fixture(scope="module")
def pool(cloud: Cloud) -> Pool:
    pool = cloud.new_pool()
    for group in ("admins", "staff"):
        pool.cognito.create_group(UserPoolId=pool.pool_id, GroupName=group)
    for username, groups in {"none": (), "one": ("admins",), "two": ("admins", "staff")}.items():
        pool.new_user(username, email=f"{username}@example.com", email_verified="true")
        for group in groups:
            pool.cognito.admin_add_user_to_group(
                UserPoolId=pool.pool_id, Username=username, GroupName=group
            )
    return pool


@pytest.fixture(scope="module")
def client_id(pool: Pool) -> str:
    return str(pool.new_client()["ClientId"])


@pytest.fixture(scope="module")
def api(cloud: Cloud, pool: Pool) -> Api:
    api = cloud.new_api()
    function = cloud.new_function("echo-claims", ECHO_CLAIMS)
    api.allow(function, "/*/GET/claims")
    authorizer = api.authorizer(pool)
    api.route(
        "claims",
        function_arn=function,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=authorizer,
    )
    api.deploy()
    return api


def claims_of(api: Api, pool: Pool, client_id: str, username: str) -> dict[str, Any]:
    answer = api.get("claims", pool.tokens(client_id, username)["IdToken"])
    assert answer.status_code == 200
    claims: dict[str, Any] = answer.json()
    return claims


@pytest.mark.parametrize(
    ("username", "groups"),
    [
        pytest.param("none", None, id="no group: no claim"),
        pytest.param("one", "admins", id="one group: its name"),
        pytest.param("two", "admins,staff", id="two groups: joined by a comma"),
    ],
)
def test_groups_are_plain_text(
    api: Api, pool: Pool, client_id: str, username: str, groups: str | None
) -> None:
    assert claims_of(api, pool, client_id, username).get("cognito:groups") == groups


def test_every_claim_is_text_and_dates_are_written_out(
    api: Api, pool: Pool, client_id: str
) -> None:
    claims = claims_of(api, pool, client_id, "one")

    assert {type(value) for value in claims.values()} == {str}
    assert JAVA_DATE.fullmatch(claims["exp"])
    assert JAVA_DATE.fullmatch(claims["iat"])
    assert re.fullmatch(r"\d{10}", claims["auth_time"])
    assert claims["email_verified"] == "true"
    assert claims["aud"] == client_id
