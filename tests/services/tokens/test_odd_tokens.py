"""What independent verifiers and ours say of tokens that nobody but the pool's key made good."""

import time
from typing import Any

import jwt
import pytest

from services.errors import TokenError
from services.tokens.keys import JwksCache
from services.tokens.verify import TokenVerifier
from tests.services.tokens.forge import (
    ACCESS_CLAIMS,
    CLIENT_ID,
    ID_CLAIMS,
    ISSUER,
    JWKS_URL,
    NOW,
    jwk,
    private_key,
)
from tests.services.tokens.odd_token import THROUGH, OddToken
from tests.services.tokens.odd_tokens import ODD_TOKENS, USER_SCOPE

CASES = [pytest.param(odd, id=odd.name) for odd in ODD_TOKENS]
GOOD: dict[str, dict[str, Any]] = {
    "id": ID_CLAIMS,
    "access": ACCESS_CLAIMS | {"scope": USER_SCOPE},
}
# The verification asks for one app client, as an app does, and for no scope.
OTHERWISE = {"aud a list of texts": "audience", "scope": THROUGH}
OF_THE_ALGORITHM = "alg "


@pytest.mark.parametrize("odd", CASES)
def test_what_pyjwt_says_is_written_down(odd: OddToken) -> None:
    now = int(time.time())
    good = {**GOOD[odd.use], "iat": now - 60, "exp": now + 60}
    token = odd.sign(good, now, private_key("pool"))
    try:
        jwt.decode(
            token,
            private_key("pool").public_key(),
            algorithms=["RS256"],
            issuer=ISSUER,
            audience=CLIENT_ID if odd.use == "id" else None,
        )
    except jwt.PyJWTError:
        accepts = False
    else:
        accepts = True
    assert accepts is odd.pyjwt


@pytest.mark.parametrize("odd", CASES)
def test_the_verification_fails_where_the_decision_does(odd: OddToken) -> None:
    token = odd.sign(GOOD[odd.use], NOW, private_key("pool"))
    assert failing(token) == expected(odd)


def expected(odd: OddToken) -> str:
    if odd.check == "signature" and odd.name.startswith(OF_THE_ALGORITHM):
        return "algorithm"
    return OTHERWISE.get(odd.name) or OTHERWISE.get(odd.check) or odd.check


def failing(token: str) -> str:
    """Return the first check that failed; a token that cannot be read fails at its parts."""
    verifier = TokenVerifier(
        issuer=ISSUER,
        jwks_url=JWKS_URL,
        app_client_id=CLIENT_ID,
        jwks=JwksCache(lambda _url: {"keys": [jwk("pool")]}, lambda: NOW),
        clock=lambda: NOW,
    )
    try:
        checks = verifier.verify(token).checks
    except TokenError:
        return "parts"
    return next((check.id for check in checks if check.passed is False), THROUGH)
