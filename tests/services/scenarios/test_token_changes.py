"""Broken tokens: each change does what it says, and none of them still verifies."""

import json

import pytest

from services.scenarios import token_changes as changes
from services.scenarios.token_changes import Change, PublicKey
from services.tokens.signature import claims_if_signed, has_unused_bits, is_base64url
from tests.services.authorizer.cases import id_token
from tests.services.tokens.forge import ID_CLAIMS, jwk, part, private_key, unsigned

KEY = PublicKey(jwk=jwk("pool"))
TOKEN = id_token()
BREAKING: tuple[Change, ...] = (
    changes.with_admin_claim,
    changes.with_later_expiry,
    changes.with_flipped_signature_bit,
    changes.with_alg_none,
    changes.with_hs256_by_public_key,
    changes.with_unknown_kid,
    changes.without_kid,
    changes.without_signature_part,
    changes.with_a_fourth_part,
    changes.with_five_parts,
    changes.with_a_list_as_payload,
    changes.with_a_claim_twice,
    changes.with_non_ascii_claim,
    changes.cut_in_half,
    changes.with_a_space_inside,
    changes.garbage,
    changes.empty,
)


def test_the_unchanged_token_verifies() -> None:
    assert claims_if_signed(changes.unchanged(TOKEN, KEY), KEY.jwk) == ID_CLAIMS


@pytest.mark.parametrize("change", BREAKING, ids=lambda change: change.__name__)
def test_a_changed_token_never_verifies(change: Change) -> None:
    changed = change(TOKEN, KEY)
    assert changed != TOKEN
    assert claims_if_signed(changed, KEY.jwk) is None


def test_every_change_is_tried_here() -> None:
    public = {
        value
        for name, value in vars(changes).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == changes.__name__
    }
    assert public - {PublicKey} == {*BREAKING, changes.unchanged}


def test_the_hmac_forgery_is_signed_with_the_public_key() -> None:
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    head, payload, signature = changes.with_hs256_by_public_key(TOKEN, KEY).split(".")
    pem = private_key("pool").public_key()
    secret = pem.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    digest = hmac.new(secret, f"{head}.{payload}".encode(), hashlib.sha256).digest()
    assert signature == part(digest)


def test_a_signature_differs_in_one_bit_only() -> None:
    import base64

    flipped = changes.with_flipped_signature_bit(TOKEN, KEY)
    before, after = (
        int.from_bytes(base64.urlsafe_b64decode(token.rpartition(".")[2] + "=="))
        for token in (TOKEN, flipped)
    )
    assert (before ^ after).bit_count() == 1
    assert flipped.rpartition(".")[0] == TOKEN.rpartition(".")[0]


def test_a_claim_stands_twice_in_the_text() -> None:
    import base64

    payload = changes.with_a_claim_twice(TOKEN, KEY).split(".")[1]
    text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    assert text.count('"token_use"') == 2
    assert json.loads(text)["token_use"] == "access"


@pytest.mark.parametrize(
    ("token", "is_plain"),
    [
        pytest.param(TOKEN, True, id="a token"),
        pytest.param("", True, id="nothing"),
        pytest.param(f"{TOKEN}=", False, id="padding"),
        pytest.param("a+b/c", False, id="plain base64"),
        pytest.param("a b", False, id="a space"),
        pytest.param("é", False, id="a letter beyond ASCII"),
    ],
)
def test_base64url_has_64_characters_and_a_token_has_dots(token: str, is_plain: bool) -> None:
    assert is_base64url(token) is is_plain


@pytest.mark.parametrize(
    ("token", "has_some"),
    [
        pytest.param("YQ", False, id="one octet"),
        pytest.param("YR", True, id="one octet and a bit"),
        pytest.param("YWI", False, id="two octets"),
        pytest.param("YWJ", True, id="two octets and a bit"),
        pytest.param("YWJj", False, id="three octets"),
        pytest.param(f"{TOKEN}.YR", True, id="in the last part only"),
        pytest.param(TOKEN, False, id="a token"),
        pytest.param("..", False, id="nothing in any part"),
    ],
)
def test_unused_bits_are_those_that_belong_to_no_octet(token: str, has_some: bool) -> None:
    assert has_unused_bits(token) is has_some


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(unsigned(ID_CLAIMS, {"alg": "none"}, ""), id="alg none"),
        pytest.param(unsigned(ID_CLAIMS, {"alg": "HS256"}), id="alg HS256"),
        pytest.param(unsigned(ID_CLAIMS), id="a made-up signature"),
        pytest.param(id_token(key="own"), id="another key"),
        pytest.param("a.b.c", id="no JSON"),
    ],
)
def test_what_the_key_did_not_sign_has_no_claims(token: str) -> None:
    assert claims_if_signed(token, KEY.jwk) is None


def test_an_expired_token_is_still_signed() -> None:
    assert claims_if_signed(id_token(exp=1, iat=9_999_999_999, aud="x"), KEY.jwk) is not None
