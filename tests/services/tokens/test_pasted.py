"""Finding tokens in whatever was pasted: each form, several, cut off ones, claims alone."""

import json

import pytest

from services.errors import TokenError
from services.tokens.decode import TokenUse
from services.tokens.pasted import decode_pasted, find_tokens
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, signed

ACCESS, ID = signed(ACCESS_CLAIMS), signed(ID_CLAIMS)
WRAPPED = [ACCESS[start : start + 64] for start in range(0, len(ACCESS), 64)]
STORED = f"CognitoIdentityServiceProvider.abc.ana.idToken\t{ID}"


@pytest.mark.parametrize(
    ("text", "token", "place"),
    [
        pytest.param(ACCESS, ACCESS, "", id="alone"),
        pytest.param(f"Bearer: {ACCESS}", ACCESS, "", id="Bearer with a colon"),
        pytest.param(
            f"-H 'Authorization: Bearer {ACCESS}'", ACCESS, "Authorization", id="an option of cURL"
        ),
        pytest.param(
            f"curl 'https://a' \\\n  -H 'authorization: Bearer {ACCESS}' \\\n  --compressed",
            ACCESS,
            "authorization",
            id="copy as cURL",
        ),
        pytest.param(f"Bearer%20{ACCESS}", ACCESS, "", id="encoded for an address"),
        pytest.param(f'\\"{ACCESS}\\"', ACCESS, "", id="escaped quotes"),
        pytest.param(
            STORED, ID, "CognitoIdentityServiceProvider.abc.ana.idToken", id="localStorage"
        ),
        pytest.param(f"export ID_TOKEN={ID}", ID, "ID_TOKEN", id="a shell variable"),
        pytest.param(f"https://a/cb#id_token={ID}&expires_in=3600", ID, "id_token", id="hosted UI"),
        pytest.param(f"Cookie: session=1; idToken={ID}; x=2", ID, "idToken", id="a cookie"),
        pytest.param("\n".join(WRAPPED), ACCESS, "", id="wrapped"),
        pytest.param("\n> ".join(WRAPPED), ACCESS, "", id="wrapped and quoted"),
        pytest.param(f'const t = "{ACCESS}";', ACCESS, "", id="code"),
    ],
)
def test_a_token_is_found(text: str, token: str, place: str) -> None:
    assert [(each.text, each.place) for each in find_tokens(text)] == [(token, place)]
    assert decode_pasted(text).text == token


def test_two_tokens_are_told_apart() -> None:
    answer = json.dumps({"AuthenticationResult": {"AccessToken": ACCESS, "IdToken": ID}})
    assert [each.use for each in find_tokens(answer)] == [TokenUse.ACCESS, TokenUse.ID]
    with pytest.raises(TokenError) as caught:
        decode_pasted(answer)
    assert caught.value.message == "There are 2 tokens here: access token, id token."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ACCESS[:200]}...", id="three dots"),
        pytest.param(f"{ACCESS[:200]}…", id="an ellipsis"),
        pytest.param(f"{ACCESS[:60]}...{ACCESS[-40:]}", id="without its middle"),
        pytest.param(ACCESS[:150], id="at a line's end"),
        pytest.param(f"{ACCESS[:-100]}...", id="in its signature"),
    ],
)
def test_a_token_that_was_cut_off_is_said_to_be(text: str) -> None:
    assert find_tokens(text)[0].is_cut_off


def test_a_decoded_payload_is_read_as_claims() -> None:
    header = json.dumps({"alg": "RS256", "kid": "x"})
    found = find_tokens(f"{header}\n{json.dumps(ACCESS_CLAIMS)}")
    assert (found[0].text, dict(found[0].claims)) == ("", ACCESS_CLAIMS)


@pytest.mark.parametrize("text", ["Bearer undefined", "null", "Basic dXNlcjpwYXNz", "", "{}"])
def test_where_there_is_no_token_none_is_found(text: str) -> None:
    assert find_tokens(text) == ()


def test_no_token_is_in_the_repr() -> None:
    assert ACCESS not in repr(find_tokens(ACCESS))
