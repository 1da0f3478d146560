"""The authorizer's checks of one token: each failing alone, and every form that passes."""

from dataclasses import replace
from typing import Any

import pytest

from services.authorizer.decision import Decision
from services.authorizer.rest_api import Authorizer
from tests.services.authorizer.cases import (
    MY_API,
    OTHER_ISSUER,
    POOL,
    SCOPED,
    USER_SCOPE,
    access_token,
    api_of,
    decide,
    id_token,
)
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, ISSUER, NOW, signed, unsigned

UNAUTHORIZED = (401, "Unauthorized", "UnauthorizedException")
EXPIRED = (401, "The incoming token has expired", "")
GOOD = id_token()
TWO_POOLS = replace(POOL, issuers=(OTHER_ISSUER, ISSUER))


def outcome(decision: Decision) -> tuple[str, tuple[int, str, str]] | str:
    check, answer = decision.stopped_by, decision.answer
    if check is None or answer is None:
        return "through"
    return check.id, (answer.status, answer.message, answer.error_type)


@pytest.mark.parametrize(
    ("token", "check"),
    [
        pytest.param("garbage", "parts", id="one part"),
        pytest.param(GOOD.rpartition(".")[0], "parts", id="two parts"),
        pytest.param(f"{GOOD}.AAAA", "parts", id="four parts"),
        pytest.param(f"{GOOD}.AAAA.AAAA", "parts", id="five parts, like a refresh token"),
        pytest.param(f"Basic {GOOD}", "parts", id="another scheme"),
        pytest.param(f"Bearer Bearer {GOOD}", "parts", id="Bearer twice"),
        pytest.param(f"Bearer\t{GOOD}", "parts", id="a tab after Bearer"),
        pytest.param(f"Bearer \t{GOOD}", "parts", id="a tab before the token"),
        pytest.param("Bearer", "parts", id="Bearer alone"),
        pytest.param(f'"{GOOD}"', "parts", id="in quotes"),
        pytest.param(f"{GOOD}=", "parts", id="padded"),
        pytest.param(f"{GOOD[:-1]}_", "parts", id="unused bits in the last character"),
        pytest.param(f"{GOOD}\u00a0", "parts", id="a no-break space at the end"),
        pytest.param(f"{GOOD[:30]} {GOOD[30:]}", "parts", id="a space inside"),
        pytest.param(unsigned([]), "parts", id="a list as payload"),
        pytest.param(unsigned(b"null"), "parts", id="null as payload"),
        pytest.param(unsigned(b'{"exp":NaN}'), "parts", id="NaN in the payload"),
        pytest.param(unsigned(b"[" * 6_000), "parts", id="a payload nested without end"),
        pytest.param(unsigned(b"\xff\xfe"), "parts", id="a payload that is no text"),
        pytest.param(id_token(iss=OTHER_ISSUER), "issuer", id="another pool's issuer"),
        pytest.param(unsigned(ID_CLAIMS | {"iss": [ISSUER]}), "issuer", id="a list as issuer"),
        pytest.param(id_token(iss=None), "issuer", id="no issuer"),
        pytest.param(id_token(iss=f"{ISSUER}/"), "issuer", id="a slash after the issuer"),
        pytest.param(id_token(header={"kid": "other"}), "key", id="another pool's kid"),
        pytest.param(id_token(header={"kid": "x"}), "key", id="an unknown kid"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "RS256"}), "key", id="no kid"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "RS256", "kid": 1}), "key", id="a number as kid"),
        pytest.param(
            id_token(key="own", header={"kid": "pool"}), "signature", id="signed with another key"
        ),
        pytest.param(unsigned(ID_CLAIMS), "signature", id="a made-up signature"),
        pytest.param(unsigned(ID_CLAIMS, signature=""), "signature", id="an empty signature"),
        pytest.param(
            unsigned(ID_CLAIMS, {"alg": "none", "kid": "pool"}, ""), "signature", id="alg none"
        ),
        pytest.param(
            unsigned(ID_CLAIMS, {"alg": "HS256", "kid": "pool"}), "signature", id="alg HS256"
        ),
        pytest.param(
            unsigned(ID_CLAIMS, {"alg": "RS384", "kid": "pool"}), "signature", id="alg RS384"
        ),
        pytest.param(
            unsigned(ID_CLAIMS | {"exp": NOW - 1}), "signature", id="forged and expired: no text"
        ),
        pytest.param(id_token(iat=NOW + 1), "issued", id="issued a second from now"),
        pytest.param(id_token(nbf=NOW + 1), "issued", id="valid a second from now"),
        pytest.param(id_token(nbf="now"), "claims", id="a text as start"),
        pytest.param(access_token(), "token_use", id="an access token without scopes to ask for"),
        pytest.param(id_token(token_use="refresh"), "token_use", id="a refresh token with 3 parts"),
        pytest.param(id_token(token_use=None), "token_use", id="no token_use"),
    ],
)
def test_a_method_without_scopes_refuses(token: str, check: str) -> None:
    assert outcome(decide(token)) == (check, UNAUTHORIZED)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(GOOD, id="bare"),
        pytest.param(f"Bearer {GOOD}", id="after Bearer"),
        pytest.param(f"bearer {GOOD}", id="after bearer"),
        pytest.param(f"BEARER   {GOOD}", id="after several spaces"),
        pytest.param(f" \tBearer {GOOD} \t", id="spaces and tabs around the value"),
        pytest.param(id_token(iat=NOW, nbf=NOW), id="issued this second"),
        pytest.param(id_token(iat=None), id="without iat"),
        pytest.param(id_token(aud="another-client"), id="of another app client"),
        pytest.param(id_token(given_name="Zoë 🦊"), id="with letters beyond ASCII"),
    ],
)
def test_a_method_without_scopes_lets_in_an_id_token(token: str) -> None:
    assert outcome(decide(token)) == "through"


@pytest.mark.parametrize(
    ("claims", "now", "expected"),
    [
        pytest.param({"exp": NOW + 1}, NOW, "through", id="a second before its expiry"),
        pytest.param({"exp": NOW}, NOW - 0.001, "through", id="just before its expiry"),
        pytest.param({"exp": NOW}, NOW, ("expiry", EXPIRED), id="in the second of its expiry"),
        pytest.param({"exp": NOW - 1}, NOW, ("expiry", EXPIRED), id="a second after its expiry"),
        pytest.param({"exp": None}, NOW, ("claims", UNAUTHORIZED), id="without exp"),
        pytest.param({"exp": str(NOW + 60)}, NOW, ("claims", UNAUTHORIZED), id="exp as text"),
        pytest.param({"exp": True}, NOW, ("claims", UNAUTHORIZED), id="exp true"),
    ],
)
def test_a_token_is_good_until_the_second_of_its_expiry(
    claims: dict[str, Any], now: float, expected: object
) -> None:
    assert outcome(decide(id_token(**claims), now=now)) == expected
    scoped = decide(access_token(**claims), path="/scoped", now=now)
    assert outcome(scoped) == expected


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        pytest.param(access_token(), "through", id="the second of the method's scopes"),
        pytest.param(access_token(scope="lab/read"), "through", id="the first one"),
        pytest.param(access_token(scope=f"openid {USER_SCOPE} x"), "through", id="among others"),
        pytest.param(access_token(scope="lab/write"), ("scope", UNAUTHORIZED), id="another scope"),
        pytest.param(access_token(scope="lab/reader"), ("scope", UNAUTHORIZED), id="a longer one"),
        pytest.param(access_token(scope="LAB/READ"), ("scope", UNAUTHORIZED), id="in capitals"),
        pytest.param(access_token(scope=None), ("scope", UNAUTHORIZED), id="no scope claim"),
        pytest.param(
            signed(ACCESS_CLAIMS | {"scope": ["lab/read"]}),
            ("scope", UNAUTHORIZED),
            id="a list of scopes",
        ),
        pytest.param(GOOD, ("token_use", UNAUTHORIZED), id="an ID token"),
        pytest.param(
            id_token(scope="lab/read"), ("token_use", UNAUTHORIZED), id="an ID token with a scope"
        ),
    ],
)
def test_a_method_with_scopes_wants_an_access_token_with_any_of_them(
    token: str, expected: object
) -> None:
    assert outcome(decide(token, path="/scoped")) == expected


@pytest.mark.parametrize(
    ("authorizer", "token", "expected"),
    [
        pytest.param(TWO_POOLS, GOOD, "through", id="two pools: a token of the second"),
        pytest.param(
            TWO_POOLS,
            id_token(key="other", iss=OTHER_ISSUER),
            "through",
            id="two pools: a token of the first",
        ),
        pytest.param(
            TWO_POOLS,
            id_token(key="other"),
            ("key", UNAUTHORIZED),
            id="two pools: one's issuer, the other's key",
        ),
        pytest.param(
            replace(POOL, audience_pattern="^app-client-[0-9]$"), GOOD, "through", id="aud fits"
        ),
        pytest.param(
            replace(POOL, audience_pattern="app-client"),
            GOOD,
            ("audience", UNAUTHORIZED),
            id="aud fits in part only",
        ),
        pytest.param(
            replace(POOL, audience_pattern="^other$"),
            GOOD,
            ("audience", UNAUTHORIZED),
            id="aud does not fit",
        ),
        pytest.param(
            replace(POOL, audience_pattern=".*"),
            id_token(aud=None),
            ("audience", UNAUTHORIZED),
            id="no aud, whatever the pattern",
        ),
        pytest.param(
            replace(POOL, audience_pattern=".*"),
            id_token(aud=["app-client-1"]),
            ("audience", UNAUTHORIZED),
            id="a list as aud",
        ),
        pytest.param(
            replace(POOL, audience_pattern="^other$"),
            id_token(exp=NOW - 1),
            ("audience", UNAUTHORIZED),
            id="aud does not fit and expired: no text",
        ),
        pytest.param(
            replace(POOL, token_header="X-Auth-Token"),
            GOOD,
            ("header", UNAUTHORIZED),
            id="the token source is another header",
        ),
    ],
)
def test_the_authorizers_settings_decide(
    authorizer: Authorizer, token: str, expected: object
) -> None:
    api = api_of(MY_API, SCOPED, authorizer=authorizer)
    assert outcome(decide(token, api=api)) == expected


@pytest.mark.parametrize("name", ["X-Auth-Token", "x-auth-token", "X-AUTH-TOKEN"])
def test_the_token_is_read_from_the_token_source_in_any_case(name: str) -> None:
    api = api_of(MY_API, authorizer=replace(POOL, token_header="X-Auth-Token"))
    assert outcome(decide(headers=((name, GOOD),), api=api)) == "through"


def test_a_pattern_never_fits_an_access_token() -> None:
    api = api_of(SCOPED, authorizer=replace(POOL, audience_pattern=".*"))
    assert outcome(decide(access_token(), path="/scoped", api=api)) == ("audience", UNAUTHORIZED)


def test_a_header_sent_twice_is_no_token() -> None:
    again = (("authorization", GOOD),)
    assert outcome(decide(GOOD, headers=again)) == ("parts", UNAUTHORIZED)


def test_a_pool_without_keys_refuses_everything() -> None:
    assert outcome(decide(GOOD, keys={})) == ("key", UNAUTHORIZED)


def test_what_was_seen_and_wanted_is_told_in_short_and_without_the_token() -> None:
    decision = decide(
        f"Bearer {id_token(aud='x' * 500)}",
        api=api_of(authorizer=replace(POOL, audience_pattern="^app$")),
    )
    header, audience = decision.check("header"), decision.check("audience")
    assert header.seen.startswith("Bearer and ") and header.seen.endswith(" characters")
    assert audience.seen == "x" * 200
    assert audience.wanted == "an aud claim that fits ^app$"
