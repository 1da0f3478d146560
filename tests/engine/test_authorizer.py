"""The repaired COGNITO_USER_POOLS authorizer: kinds of tokens, scopes, expiry and audience."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.engine.cloud import Api, Cloud, Pool

pytestmark = pytest.mark.engine

UNAUTHORIZED = b'{"message":"Unauthorized"}'
EXPIRED = b'{"message":"The incoming token has expired"}'
SIGN_IN_SCOPE = "aws.cognito.signin.user.admin"


@dataclass(frozen=True, kw_only=True)
class Scene:
    api: Api
    tokens: dict[str, dict[str, str]]

    def token(self, name: str) -> str | None:
        """Return a token by a name such as "alice id"; "none" stands for no header."""
        if name == "none":
            return None
        who, kind = name.split()
        return self.tokens[who][{"id": "IdToken", "access": "AccessToken"}.get(kind, kind)]


@pytest.fixture(scope="module")
def scene(cloud: Cloud) -> Scene:
    pool, other_pool = cloud.new_pool(), cloud.new_pool()
    client, other_client = pool.new_client(), pool.new_client()
    short = pool.new_client(
        AccessTokenValidity=1,
        IdTokenValidity=1,
        TokenValidityUnits={"AccessToken": "seconds", "IdToken": "seconds"},
    )
    stranger = other_pool.new_client()
    pool.new_user("alice")
    other_pool.new_user("alice")
    tokens = {
        "alice": pool.tokens(client["ClientId"], "alice"),
        "other-client": pool.tokens(other_client["ClientId"], "alice"),
        "expired": pool.tokens(short["ClientId"], "alice"),
        "other-pool": other_pool.tokens(stranger["ClientId"], "alice"),
    }
    tokens["forged-expired"] = {
        kind: token[:-8] + ("A" * 8 if not token.endswith("A" * 8) else "B" * 8)
        for kind, token in tokens["expired"].items()
        if kind.endswith("Token")
    }
    api = _protected_api(cloud, pool, client["ClientId"])
    time.sleep(1.1)  # until the one-second tokens have expired
    return Scene(api=api, tokens=tokens)


def _protected_api(cloud: Cloud, pool: Pool, client_id: str) -> Api:
    api = cloud.new_api()
    plain = api.authorizer(pool)
    one_client = api.authorizer(pool, identityValidationExpression=client_id)
    kind = "COGNITO_USER_POOLS"
    api.route("plain", authorizationType=kind, authorizerId=plain)
    api.route(
        "scoped", authorizationType=kind, authorizerId=plain, authorizationScopes=[SIGN_IN_SCOPE]
    )
    api.route(
        "other-scope", authorizationType=kind, authorizerId=plain, authorizationScopes=["lab/read"]
    )
    api.route("one-client", authorizationType=kind, authorizerId=one_client)
    api.deploy()
    return api


@pytest.mark.parametrize(
    ("route", "token", "status", "body"),
    [
        pytest.param("plain", "none", 401, UNAUTHORIZED, id="no token"),
        pytest.param("plain", "alice id", 200, None, id="ID token"),
        pytest.param("plain", "alice access", 401, UNAUTHORIZED, id="access token"),
        pytest.param("scoped", "alice access", 200, None, id="access token with the scope"),
        pytest.param("other-scope", "alice access", 401, UNAUTHORIZED, id="no scope matches"),
        pytest.param("scoped", "alice id", 401, UNAUTHORIZED, id="ID token with scopes"),
        pytest.param("plain", "alice RefreshToken", 401, UNAUTHORIZED, id="refresh token"),
        pytest.param("scoped", "alice RefreshToken", 401, UNAUTHORIZED, id="refresh with scopes"),
        pytest.param("plain", "expired id", 401, EXPIRED, id="expired ID token"),
        pytest.param("scoped", "expired access", 401, EXPIRED, id="expired access token"),
        pytest.param("plain", "forged-expired id", 401, UNAUTHORIZED, id="expired and forged"),
        pytest.param("plain", "other-pool id", 401, UNAUTHORIZED, id="another pool"),
        pytest.param("plain", "other-client id", 200, None, id="another client"),
        pytest.param("one-client", "alice id", 200, None, id="aud matches"),
        pytest.param("one-client", "other-client id", 401, UNAUTHORIZED, id="aud does not match"),
        pytest.param("one-client", "alice access", 401, UNAUTHORIZED, id="a token without aud"),
        pytest.param("one-client", "expired id", 401, UNAUTHORIZED, id="expired, aud of another"),
    ],
)
def test_token_is_answered_as_on_aws(
    scene: Scene, route: str, token: str, status: int, body: bytes | None
) -> None:
    answer = scene.api.get(route, scene.token(token))

    assert answer.status_code == status
    if body is not None:
        assert answer.content == body
        assert answer.headers["x-amzn-ErrorType"] == "UnauthorizedException"
        assert "WWW-Authenticate" not in answer.headers


@pytest.mark.parametrize(
    "mangle",
    [
        pytest.param(lambda token: f"Bearer {token}", id="with Bearer"),
        pytest.param(lambda token: f"bearer {token}", id="with lower-case bearer"),
    ],
)
def test_a_prefixed_id_token_opens_the_method(scene: Scene, mangle: Callable[[str], str]) -> None:
    token = scene.token("alice id")
    assert token is not None
    assert scene.api.get("plain", mangle(token)).status_code == 200


@pytest.mark.parametrize(
    "token", ["", "garbage", "a.b", "a.b.c", "e30.e30.x", "eyJhbGciOiJub25lIn0.eyJleHAiOjF9."]
)
def test_what_is_no_token_is_unauthorized(scene: Scene, token: str) -> None:
    answer = scene.api.get("plain", token)
    assert (answer.status_code, answer.content) == (401, UNAUTHORIZED)


def test_an_expression_that_does_not_compile_is_a_configuration_error(cloud: Cloud) -> None:
    pool = cloud.new_pool()
    client_id = pool.new_client()["ClientId"]
    pool.new_user("alice")
    api = cloud.new_api()
    broken = api.authorizer(pool, identityValidationExpression="[")
    api.route("broken", authorizationType="COGNITO_USER_POOLS", authorizerId=broken)
    api.deploy()

    answer = api.get("broken", pool.tokens(client_id, "alice")["IdToken"])

    assert answer.status_code == 500
    assert json.loads(answer.content) == {"message": "Internal server error"}
    assert answer.headers["x-amzn-ErrorType"] == "AuthorizerConfigurationException"
