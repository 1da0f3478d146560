"""Reading pasted tokens: tolerant of how people paste, clear about what is no token."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import TokenError
from services.tokens.decode import TokenUse, clean_token, decode_unverified
from tests.services.tokens.forge import part, unsigned

TOKEN = unsigned({"token_use": "id", "sub": "ana"})
HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")


def with_payload(payload: object) -> str:
    return f"{HEADER}.{part(payload)}.x"


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param(TOKEN, id="the token alone"),
        pytest.param(f"  {TOKEN}\n", id="space around it"),
        pytest.param(f"Bearer {TOKEN}", id="with its scheme"),
        pytest.param(f"bearer   {TOKEN}", id="with the scheme in lower case"),
        pytest.param(f"Bearer\n{TOKEN}", id="with a line break after the scheme"),
        pytest.param(f"Authorization: Bearer {TOKEN}", id="a whole header line"),
        pytest.param(f"authorization:{TOKEN}", id="a header line without scheme"),
        pytest.param(f'"{TOKEN}"', id="in double quotes"),
        pytest.param(f"'Bearer {TOKEN}'", id="in single quotes with its scheme"),
        pytest.param(f"“{TOKEN}”", id="in typographic quotes"),
        pytest.param(f"`{TOKEN}`", id="in backticks"),
        pytest.param(f'"{TOKEN}', id="with one stray quote"),
        pytest.param(f'"id_token": "{TOKEN}",', id="one line of a JSON answer"),
        pytest.param(f'{{"id_token": "{TOKEN}"', id="the start of a JSON answer"),
        pytest.param(f"access_token={TOKEN}", id="a field of an address"),
        pytest.param(f"<{TOKEN}>", id="in angle brackets"),
        pytest.param(f"{HEADER}.\n{PAYLOAD}\r\n.{SIGNATURE}", id="broken at the dots"),
        pytest.param(f"{TOKEN[:20]}\n  {TOKEN[20:50]}\t{TOKEN[50:]}", id="broken anywhere"),
        pytest.param(f"{TOKEN[:20]}\\n{TOKEN[20:]}", id="with an escaped line break"),
        pytest.param(f"\ufeff{TOKEN[:9]}\u200b{TOKEN[9:]}", id="with invisible characters"),
    ],
)
def test_a_paste_is_cleaned_to_the_token(pasted: str) -> None:
    assert clean_token(pasted) == TOKEN
    assert decode_unverified(pasted).payload == {"token_use": "id", "sub": "ana"}


@pytest.mark.parametrize(
    ("claim", "use"),
    [
        ("id", TokenUse.ID),
        ("access", TokenUse.ACCESS),
        ("refresh", TokenUse.REFRESH),
        ("other", TokenUse.UNKNOWN),
        (None, TokenUse.UNKNOWN),
        (["id"], TokenUse.UNKNOWN),
    ],
)
def test_the_use_is_what_the_claim_says(claim: object, use: TokenUse) -> None:
    assert decode_unverified(unsigned({"token_use": claim})).token_use is use


def test_header_payload_and_shape_are_told() -> None:
    decoded = decode_unverified(TOKEN)
    assert decoded.header == {"alg": "RS256", "kid": "pool"}
    assert (decoded.segments, decoded.is_jwe, decoded.notes) == (3, False, ())
    assert decoded.text == TOKEN


def test_the_token_itself_is_not_in_the_repr() -> None:
    assert TOKEN not in repr(decode_unverified(TOKEN))


@pytest.mark.parametrize(
    ("text", "segments", "note"),
    [
        pytest.param(
            f"{HEADER}.{PAYLOAD}.",
            3,
            "The signature is empty, so nobody can check who issued this token.",
            id="an empty signature",
        ),
        pytest.param(
            f"{HEADER}.{PAYLOAD}",
            2,
            "This has 2 parts; a JWT has 3. The signature is missing, so nobody accepts it.",
            id="no signature",
        ),
        pytest.param(
            with_payload(b'{"sub": "a", "sub": "b"}'),
            3,
            "The payload has the name sub more than once; the last value is shown.",
            id="a claim that stands there twice",
        ),
        pytest.param(
            with_payload(b'{"a": {"b": 1, "b": 2}}'),
            3,
            "The payload has the name b more than once; the last value is shown.",
            id="a nested name that stands there twice",
        ),
        pytest.param(
            f"{part({'a': 1})}==.{PAYLOAD}.x",
            3,
            "The header is in plain base64, not base64url: strict verifiers refuse it.",
            id="padding",
        ),
        pytest.param(
            f"{HEADER}.{part({'a': '??>'}).replace('_', '/')}.x",
            3,
            "The payload is in plain base64, not base64url: strict verifiers refuse it.",
            id="the plain alphabet",
        ),
    ],
)
def test_what_is_unusual_is_noted_and_still_read(text: str, segments: int, note: str) -> None:
    decoded = decode_unverified(text)
    assert decoded.notes == (note,)
    assert decoded.segments == segments
    assert decoded.payload != {}


def test_an_encrypted_refresh_token_is_explained_not_refused() -> None:
    header = part({"cty": "JWT", "enc": "A256GCM", "alg": "RSA-OAEP"})
    decoded = decode_unverified(f"{header}.a.b.c.d")
    assert (decoded.token_use, decoded.segments, decoded.is_jwe) == (TokenUse.REFRESH, 5, True)
    assert dict(decoded.payload) == {}
    assert "Only Cognito can read it" in decoded.notes[0]


def test_an_opaque_token_is_explained_not_refused() -> None:
    decoded = decode_unverified("x" * 64)
    assert (decoded.token_use, decoded.segments) == (TokenUse.UNKNOWN, 1)
    assert "no dots" in decoded.notes[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "There is no token here.", id="nothing"),
        pytest.param(" \n\t ", "There is no token here.", id="only space"),
        pytest.param('""', "There is no token here.", id="only quotes"),
        pytest.param("hello", "This has 1 part; a JWT has 3.", id="a word"),
        pytest.param("x" * 63, "This has 1 part; a JWT has 3.", id="too short to be opaque"),
        pytest.param("not.jwt", "This has 2 parts; a JWT has 3.", id="two parts of something else"),
        pytest.param("a.b.c.d", "This has 4 parts; a JWT has 3.", id="four parts"),
        pytest.param("a.b.c.d.e.f", "This has 6 parts; a JWT has 3.", id="six parts"),
        pytest.param(
            with_payload([1]),
            "The payload of this token is JSON but not an object of claims.",
            id="a payload that is a list",
        ),
        pytest.param(
            with_payload("text"),
            "The payload of this token is JSON but not an object of claims.",
            id="a payload that is a string",
        ),
        pytest.param(
            with_payload(b"{broken"),
            "The payload of this token is not valid JSON.",
            id="a payload that is no JSON",
        ),
        pytest.param(
            with_payload(b'{"exp": NaN}'),
            "The payload of this token is not valid JSON.",
            id="a number JSON does not have",
        ),
        pytest.param(
            with_payload(b"[" * 20_000),
            "The payload of this token is nested too deep to be read.",
            id="a payload nested without end",
        ),
        pytest.param(
            with_payload(b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}"),
            "The payload of this token is nested too deep to be read.",
            id="a payload nested one level too deep",
        ),
        pytest.param(
            with_payload(b'{"exp": ' + b"9" * 5000 + b"}"),
            "The payload of this token is not valid JSON.",
            id="a number too long to read",
        ),
        pytest.param(
            with_payload(bytes([123, 255, 125])),
            "The payload of this token is not UTF-8 text.",
            id="a payload that is not UTF-8",
        ),
        pytest.param(
            with_payload(b'{"a": "' + bytes([92]) + b'ud800"}'),
            "The payload of this token holds characters that are not text.",
            id="half of a surrogate pair",
        ),
        pytest.param(
            f"{HEADER}.abc%def.x",
            "The payload of this token holds characters that base64url does not have.",
            id="a character outside base64url",
        ),
        pytest.param(
            f"{HEADER}.abcde.x",
            "The payload of this token is not complete base64url.",
            id="base64url cut short",
        ),
        pytest.param(
            f"abcde.{PAYLOAD}.x",
            "The header of this token is not complete base64url.",
            id="a header cut short",
        ),
        pytest.param(
            "%%.a.b.c.d",
            "The header of this token holds characters that base64url does not have.",
            id="an encrypted token with a broken header",
        ),
        pytest.param(
            f'{{"id_token": "{TOKEN}", "access_token": "x"}}',
            "This is a JSON document with the fields id_token, access_token.",
            id="a JSON document with two tokens",
        ),
        pytest.param(
            json.dumps({"status": "success", "data": {"id_token": TOKEN}}),
            "This is a JSON document with the fields id_token.",
            id="the sign-in API's whole answer",
        ),
        pytest.param("{}", "This is a JSON document, not a token.", id="another JSON document"),
        pytest.param(
            "x" * 32_769,
            "This text has 32,769 characters; a token has at most 32,768.",
            id="one character too many",
        ),
    ],
)
def test_what_is_no_token_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(TokenError) as caught:
        decode_unverified(text)
    assert caught.value.message == message
    assert caught.value.hint.endswith(".")


def test_a_text_just_short_enough_is_read() -> None:
    assert decode_unverified("x" * 32_768).segments == 1


def test_a_payload_just_flat_enough_is_read() -> None:
    deep = with_payload(b'{"a": ' + b"[" * 99 + b"]" * 99 + b"}")
    assert str(decode_unverified(deep).payload["a"]) == "[" * 99 + "]" * 99


def test_a_message_never_repeats_the_token() -> None:
    with pytest.raises(TokenError) as caught:
        decode_unverified(f"{HEADER}.secretpart%.x")
    assert "secretpart" not in caught.value.one_line()


TOKENISH = st.text(alphabet="eyJhbGciOi.-_=+/ \n\"'{}[]:0", max_size=200)
ANY_PARTS = st.lists(st.binary(max_size=60).map(part), min_size=2, max_size=5).map(".".join)


@given(st.one_of(st.text(max_size=300), TOKENISH, ANY_PARTS))
def test_whatever_is_pasted_is_decoded_or_refused_with_a_token_error(text: str) -> None:
    try:
        decoded = decode_unverified(text)
    except TokenError as error:
        assert error.message
    else:
        assert decoded.segments in (1, 2, 3, 5)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(st.characters(exclude_categories=["Cs"])),
        ),
        max_size=5,
    )
)
def test_any_claims_come_back_as_they_were(claims: dict[str, object]) -> None:
    assert decode_unverified(unsigned(claims)).payload == claims
