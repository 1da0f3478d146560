"""Proving tokens with real keys: one case per way a token can be wrong, each at its own check."""

from typing import Any

import jwt
import pytest

from services.errors import TokenError
from services.tokens.keys import JwksCache
from services.tokens.verify import TokenVerifier, verify_with_keys
from tests.services.tokens.forge import (
    ACCESS_CLAIMS,
    CLIENT_ID,
    ID_CLAIMS,
    ISSUER,
    JWKS_URL,
    NOW,
    jwk,
    part,
    private_key,
    signed,
    unsigned,
)
from tests.services.tokens.odd_token import body

CHECK_IDS = (
    "parts",
    "algorithm",
    "issuer",
    "key",
    "signature",
    "claims",
    "expiry",
    "issued",
    "token_use",
    "audience",
)

ODD = body("claims as they are given", True, True, "")  # the library signs no wrong sub


def verifier(now: float = NOW, keys: list[dict[str, Any]] | None = None) -> TokenVerifier:
    document = {"keys": [jwk("pool"), jwk("second")] if keys is None else keys}
    return TokenVerifier(
        issuer=ISSUER,
        jwks_url=JWKS_URL,
        app_client_id=CLIENT_ID,
        jwks=JwksCache(lambda url: document, lambda: now),
        clock=lambda: now,
    )


def outcomes(token: str, **options: Any) -> dict[str, bool | None]:
    return {check.id: check.passed for check in verifier(**options).verify(token).checks}


def without(claims: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(ID_CLAIMS), id="an ID token"),
        pytest.param(signed(ACCESS_CLAIMS), id="an access token"),
        pytest.param(signed(ID_CLAIMS, key="second"), id="a token of the pool's second key"),
        pytest.param(f"Bearer {signed(ID_CLAIMS)}\n", id="a token as it was pasted"),
        pytest.param(signed({**ID_CLAIMS, "nbf": NOW}), id="a token valid from this second on"),
    ],
)
def test_a_good_token_passes_every_check_in_order(token: str) -> None:
    verification = verifier().verify(token)
    assert tuple(check.id for check in verification.checks) == CHECK_IDS
    assert [check.passed for check in verification.checks] == [True] * 10
    assert verification.is_valid


GOOD = signed(ID_CLAIMS)
HEADER, PAYLOAD, SIGNATURE = GOOD.split(".")
CHANGED = part({**ID_CLAIMS, "cognito:groups": ["admins"]})
HS256_WITH_PUBLIC_KEY = unsigned(ID_CLAIMS, {"alg": "HS256", "kid": "pool"})


@pytest.mark.parametrize(
    ("token", "failing"),
    [
        pytest.param(f"{HEADER}.{PAYLOAD}", "parts", id="without a signature part"),
        pytest.param(f"{part({'enc': 'A256GCM'})}.a.b.c.d", "parts", id="encrypted"),
        pytest.param("x" * 64, "parts", id="opaque"),
        pytest.param(f"{HEADER}=.{PAYLOAD}.{SIGNATURE}", "parts", id="with padding"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "none"}, ""), "algorithm", id="alg none"),
        pytest.param(HS256_WITH_PUBLIC_KEY, "algorithm", id="HS256"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "rs256"}), "algorithm", id="rs256 in lower case"),
        pytest.param(unsigned(ID_CLAIMS, {"kid": "pool"}), "algorithm", id="without alg"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": ["RS256"]}), "algorithm", id="alg as a list"),
        pytest.param(signed({**ID_CLAIMS, "iss": f"{ISSUER}x"}), "issuer", id="of another pool"),
        pytest.param(signed(without(ID_CLAIMS, "iss")), "issuer", id="without iss"),
        pytest.param(signed(ID_CLAIMS, key="stranger"), "key", id="by a key the pool lacks"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "RS256"}), "key", id="without kid"),
        pytest.param(
            unsigned(ID_CLAIMS, {"alg": "RS256", "kid": ["pool"]}), "key", id="kid as a list"
        ),
        pytest.param(signed(ID_CLAIMS, key="stranger", kid="pool"), "signature", id="forged"),
        pytest.param(f"{HEADER}.{CHANGED}.{SIGNATURE}", "signature", id="with changed claims"),
        pytest.param(f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-8]}AAAAAAAA", "signature", id="bent"),
        pytest.param(f"{HEADER}.{PAYLOAD}.", "signature", id="with an empty signature"),
        pytest.param(f"{HEADER}.{PAYLOAD}.a", "signature", id="with a cut signature"),
        pytest.param(
            signed(ID_CLAIMS, crit=["exp"]), "signature", id="with an extension nobody knows"
        ),
    ],
)
def test_a_failure_up_to_the_signature_leaves_the_rest_unreached(token: str, failing: str) -> None:
    place = CHECK_IDS.index(failing)
    expected = [True] * place + [False] + [None] * (9 - place)
    verification = verifier().verify(token)
    assert [check.passed for check in verification.checks] == expected
    assert not verification.is_valid
    assert next(check.id for check in verification.checks if check.passed is False) == failing


@pytest.mark.parametrize(
    ("claims", "failing"),
    [
        pytest.param({"exp": NOW}, {"expiry"}, id="expired this second"),
        pytest.param({"exp": NOW - 1}, {"expiry"}, id="expired a second ago"),
        pytest.param({"exp": None}, {"claims", "expiry"}, id="exp is null"),
        pytest.param({"exp": str(NOW + 60)}, {"claims", "expiry"}, id="exp is text"),
        pytest.param({"exp": True}, {"claims", "expiry"}, id="exp is true"),
        pytest.param({"iat": NOW + 1}, {"issued"}, id="issued a second from now"),
        pytest.param({"iat": None}, {"claims", "issued"}, id="iat is null"),
        pytest.param({"nbf": NOW + 1}, {"issued"}, id="valid a second from now"),
        pytest.param({"nbf": "soon"}, {"claims", "issued"}, id="nbf is text"),
        pytest.param({"aud": "app-client-2"}, {"audience"}, id="another app client"),
        pytest.param({"aud": None}, {"claims", "audience"}, id="no audience"),
        pytest.param({"aud": [CLIENT_ID]}, {"audience"}, id="a list, which Cognito never sends"),
        pytest.param(
            {"exp": NOW, "iat": NOW + 1, "aud": "x"},
            {"expiry", "issued", "audience"},
            id="several at once are all told",
        ),
    ],
)
def test_each_claim_of_a_signed_token_is_judged_by_itself(
    claims: dict[str, Any], failing: set[str]
) -> None:
    found = outcomes(signed({**ID_CLAIMS, **claims}))
    assert {name for name, passed in found.items() if passed is False} == failing
    assert None not in found.values()


@pytest.mark.parametrize(
    ("now", "is_valid"),
    [
        pytest.param(NOW + 59.999, True, id="just before exp"),
        pytest.param(NOW + 60.0, False, id="at exp"),
        pytest.param(NOW - 60.0, True, id="at iat"),
        pytest.param(NOW - 60.001, False, id="just before iat"),
    ],
)
def test_the_edges_of_a_lifetime(now: float, is_valid: bool) -> None:
    assert verifier(now=now).verify(GOOD).is_valid is is_valid


@pytest.mark.parametrize("use", ["refresh", None, ["id"], "ID"])
def test_a_token_for_another_use_fails_there_and_its_audience_is_not_asked(use: Any) -> None:
    found = outcomes(signed({**ID_CLAIMS, "token_use": use}))
    assert (found["token_use"], found["audience"]) == (False, None)


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        pytest.param({**ACCESS_CLAIMS, "client_id": "other"}, "other", id="another client_id"),
        pytest.param(
            {**without(ACCESS_CLAIMS, "client_id"), "aud": CLIENT_ID},
            "missing",
            id="aud does not stand in for client_id",
        ),
    ],
)
def test_an_access_token_is_judged_by_client_id(claims: dict[str, Any], value: str) -> None:
    check = verifier().verify(signed(claims)).check("audience")
    assert (check.passed, check.value, check.expected) == (False, value, CLIENT_ID)


def test_a_huge_expiry_is_a_number_like_any_other() -> None:
    assert outcomes(signed({**ID_CLAIMS, "exp": 10**400}))["expiry"] is True


@pytest.mark.parametrize(
    ("claims", "value", "expected"),
    [
        pytest.param({}, "as the standard has them", "", id="all of them right"),
        pytest.param(
            {"exp": str(NOW + 60), "sub": None},
            "sub is null, exp is a string",
            "sub as a string, exp as a number",
            id="two of a wrong type",
        ),
    ],
)
def test_claims_of_a_wrong_type_are_told(claims: dict[str, Any], value: str, expected: str) -> None:
    check = (
        verifier().verify(ODD.sign(ID_CLAIMS | claims, NOW, private_key("pool"))).check("claims")
    )
    assert (check.value, check.expected) == (value, expected)


def test_an_issue_time_is_not_asked_for() -> None:
    assert verifier().verify(signed(without(ID_CLAIMS, "iat"))).is_valid


def test_an_extension_is_told_and_not_a_forged_signature() -> None:
    check = verifier().verify(signed(ID_CLAIMS, crit=["exp"])).check("signature")
    assert (check.passed, check.value) == (False, "asks for an extension (crit)")


def test_what_a_check_shows_is_what_it_saw_and_what_it_wanted() -> None:
    checks = verifier().verify(signed({**ID_CLAIMS, "exp": NOW, "iss": ISSUER}))
    expiry, kid = checks.check("expiry"), checks.check("key")
    assert (expiry.value, expiry.expected) == ("1700000000", "later than 1700000000")
    assert (kid.value, kid.title) == ("pool", "Key is one of the pool's")


def test_a_shown_value_is_cut_to_a_readable_length() -> None:
    check = verifier().verify(signed({**ID_CLAIMS, "iss": "x" * 5000})).check("issuer")
    assert len(check.value) == 200


@pytest.mark.parametrize(
    "key",
    [
        pytest.param({"kid": "pool", "kty": "oct", "k": part("secret")}, id="a shared secret"),
        pytest.param({"kid": "pool", "kty": "RSA", "n": "AQAB"}, id="half an RSA key"),
        pytest.param({"kid": "pool"}, id="nothing but an id"),
    ],
)
def test_a_key_of_another_kind_proves_nothing(key: dict[str, Any]) -> None:
    found = outcomes(GOOD, keys=[key])
    assert (found["key"], found["signature"]) == (True, False)


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused() -> None:
    public = str(jwk("pool")["n"])
    token = jwt.encode(ID_CLAIMS, public, algorithm="HS256", headers={"kid": "pool"})
    assert outcomes(token)["algorithm"] is False


def test_text_that_is_no_token_is_an_error_not_a_verdict() -> None:
    with pytest.raises(TokenError, match="This has 1 part"):
        verifier().verify("hello")


@pytest.mark.parametrize(
    ("token", "failed"),
    [
        pytest.param(signed({**ID_CLAIMS, "iss": "https://x", "aud": "y"}), [], id="another pool"),
        pytest.param(signed(without(ID_CLAIMS, "iss")), [], id="no issuer at all"),
        pytest.param(signed(ID_CLAIMS, kid="unknown"), ["key"], id="keys of somebody else"),
        pytest.param(signed(ID_CLAIMS, key="other", kid="pool"), ["signature"], id="changed"),
        pytest.param(signed({**ID_CLAIMS, "exp": NOW - 1}), ["expiry"], id="genuine, but expired"),
    ],
)
def test_keys_that_are_given_prove_a_token_of_any_issuer(token: str, failed: list[str]) -> None:
    found = verify_with_keys(token, {"pool": jwk("pool")}, lambda: NOW)
    assert [each.id for each in found.checks if each.passed is False] == failed
    assert found.is_valid is (failed == [])
    assert {"issuer", "audience"}.isdisjoint(each.id for each in found.checks)
