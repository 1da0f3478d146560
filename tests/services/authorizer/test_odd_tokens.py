"""The decision on tokens with a good signature over what Cognito never signs."""

import pytest

from tests.services.authorizer.cases import KEYS, MY_API, SCOPED, api_of, decide
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, NOW, private_key
from tests.services.tokens.odd_token import THROUGH, OddToken
from tests.services.tokens.odd_tokens import ODD_TOKENS, USER_SCOPE

GOOD = {
    "id": ("/my-api", ID_CLAIMS),
    "access": ("/scoped", ACCESS_CLAIMS | {"scope": USER_SCOPE}),
}


@pytest.mark.parametrize("odd", [pytest.param(odd, id=odd.name) for odd in ODD_TOKENS])
def test_an_odd_token_is_stopped_by_its_check(odd: OddToken) -> None:
    path, good = GOOD[odd.use]
    token = odd.sign(good, NOW, private_key("pool"))
    decision = decide(token, path=path, api=api_of(MY_API, SCOPED), keys=KEYS)
    check, answer = decision.stopped_by, decision.answer
    if odd.check == THROUGH:
        assert check is None
        return
    assert check is not None and answer is not None
    assert check.id == odd.check
    expired = "The incoming token has expired" if odd.check == "expiry" else "Unauthorized"
    assert (answer.status, answer.message) == (401, expired)


@pytest.mark.parametrize(
    ("name", "check", "seen", "wanted"),
    [
        pytest.param(
            "exp as text",
            "claims",
            "exp is a string",
            "exp as a number",
            id="a text in time's place",
        ),
        pytest.param("exp missing", "claims", "exp is missing", "exp as a number", id="no expiry"),
        pytest.param(
            "exp 1e400",
            "claims",
            "exp is a number beyond all limits",
            "exp as a number",
            id="a number no float holds",
        ),
        pytest.param(
            "aud a list with a number",
            "claims",
            "aud is an array",
            "aud as a string or an array of strings",
            id="an array of more than texts",
        ),
        pytest.param(
            "crit names exp",
            "signature",
            "alg RS256, the header asks for an extension (crit)",
            "alg RS256 and a signature of that key",
            id="an extension",
        ),
        pytest.param(
            "alg null",
            "signature",
            "alg null, the signature does not fit",
            "alg RS256 and a signature of that key",
            id="null, which is not missing",
        ),
        pytest.param(
            "token_use foo",
            "token_use",
            "foo",
            "id, because the method has no scopes",
            id="another use",
        ),
        pytest.param(
            "token_use missing",
            "token_use",
            "missing",
            "id, because the method has no scopes",
            id="no use",
        ),
        pytest.param(
            "token_use null",
            "token_use",
            "null",
            "id, because the method has no scopes",
            id="a use that is null",
        ),
        pytest.param(
            "token_use a number",
            "token_use",
            "7",
            "id, because the method has no scopes",
            id="a use that is a number",
        ),
    ],
)
def test_what_is_odd_is_told(name: str, check: str, seen: str, wanted: str) -> None:
    odd = next(each for each in ODD_TOKENS if each.name == name)
    told = decide(odd.sign(ID_CLAIMS, NOW, private_key("pool"))).check(check)
    assert (told.seen, told.wanted) == (seen, wanted)
