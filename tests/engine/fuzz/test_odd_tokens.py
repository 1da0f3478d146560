"""The local authorizer on tokens of the pool's own key that Cognito would never sign."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.settings import Settings
from services.tokens.decode import decode_unverified
from tests.engine.cloud import Api, Cloud
from tests.engine.pool_key import pool_key
from tests.engine.test_claims import ECHO_CLAIMS
from tests.services.tokens.forge import part
from tests.services.tokens.odd_token import THROUGH, OddToken, body
from tests.services.tokens.odd_tokens import ODD_TOKENS, USER_SCOPE

pytestmark = pytest.mark.engine

UNAUTHORIZED = b'{"message":"Unauthorized"}'
EXPIRED = b'{"message":"The incoming token has expired"}'
KIND = "COGNITO_USER_POOLS"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An API whose methods tell the claims they received, and the claims of two good tokens."""

    api: Api
    home: Any
    pool_id: str
    kids: Mapping[str, str]
    good: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def sign(self, odd: OddToken) -> str:
        now = int(time.time())
        good = {**self.good[odd.use], "iat": now - 60, "exp": now + 600}
        key = pool_key(self.home, self.pool_id, odd.use)
        return odd.sign(good, now, key, self.kids[odd.use])


@pytest.fixture(scope="module")
def scene(cloud: Cloud, engine_settings: Settings) -> Scene:
    pool = cloud.new_pool()
    client_id = pool.new_client()["ClientId"]
    pool.new_user("ana")
    tokens = pool.tokens(client_id, "ana")
    read = {
        use: decode_unverified(tokens[name])
        for use, name in (("id", "IdToken"), ("access", "AccessToken"))
    }
    return Scene(
        api=_protected_api(cloud, pool, client_id),
        home=engine_settings.home,
        pool_id=pool.pool_id,
        kids={use: token.header["kid"] for use, token in read.items()},
        good={use: token.payload for use, token in read.items()},
    )


def _protected_api(cloud: Cloud, pool: Any, client_id: str) -> Api:
    api = cloud.new_api()
    function = cloud.new_function("echo-odd-claims", ECHO_CLAIMS)
    plain = api.authorizer(pool)
    routes: dict[str, dict[str, Any]] = {
        "id": {"authorizerId": plain},
        "access": {"authorizerId": plain, "authorizationScopes": [USER_SCOPE]},
        "client": {"authorizerId": api.authorizer(pool, identityValidationExpression=".*")},
    }
    for path, settings in routes.items():
        api.allow(function, f"/*/GET/{path}")
        api.route(path, function_arn=function, authorizationType=KIND, **settings)
    api.deploy()
    return api


@pytest.mark.parametrize("odd", [pytest.param(odd, id=odd.name) for odd in ODD_TOKENS])
def test_an_odd_token_is_answered_as_it_is_decided(scene: Scene, odd: OddToken) -> None:
    answer = scene.api.get(odd.use, scene.sign(odd))
    if odd.check == THROUGH:
        assert answer.status_code == 200
        return
    expected = EXPIRED if odd.check == "expiry" else UNAUTHORIZED
    assert (answer.status_code, answer.content) == (401, expected)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "null", "1" + "0" * 40, '"x"'])
@pytest.mark.parametrize("route", ["id", "access", "client"])
def test_a_time_of_any_kind_that_nobody_signed_is_refused(
    scene: Scene, route: str, number: str
) -> None:
    payload = f'{{"iss": "x", "exp": {number}}}'.encode()
    for token in (f"A.{part(payload)}.AA", f"{part({'alg': 'RS256'})}.{part(payload)}.AA"):
        answer = scene.api.get(route, token)
        assert (answer.status_code, answer.content) == (401, UNAUTHORIZED)


@pytest.mark.parametrize(
    ("claim", "value", "rendered"),
    [
        pytest.param("exp", 253_402_300_799, "Fri Dec 31 23:59:59 UTC 9999", id="the last second"),
        pytest.param("exp", 253_402_300_800, "253402300800", id="a second more: no date"),
        pytest.param("exp", 10**18, "1000000000000000000", id="10^18"),
        pytest.param("iat", -(10**40), f"-1{'0' * 40}", id="-10^40"),
        pytest.param("iat", 0, "Thu Jan 01 00:00:00 UTC 1970", id="the first second"),
        pytest.param("iat", 0.5, "0.5", id="half a second: no date"),
    ],
)
def test_a_time_is_a_date_where_the_calendar_has_one(
    scene: Scene, claim: str, value: float, rendered: str
) -> None:
    token = scene.sign(body("a time", True, True, THROUGH, {claim: value}))
    claims = json.loads(scene.api.get("id", token).content)
    assert claims[claim] == rendered


@pytest.mark.parametrize(
    ("audience", "status"),
    [
        pytest.param("any-client", 200, id="a text"),
        pytest.param("", 401, id="an empty text"),
        pytest.param(["any-client"], 401, id="a list, which only looks like a text"),
        pytest.param(7, 401, id="a number, which only looks like a text"),
        pytest.param(None, 401, id="null"),
    ],
)
def test_only_a_text_fits_an_audience_pattern(scene: Scene, audience: object, status: int) -> None:
    token = scene.sign(body("an audience", True, True, "", {"aud": audience}))
    assert scene.api.get("client", token).status_code == status
