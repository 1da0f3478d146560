"""A pasted token is proved as far as it can be, and a genuine one is never called changed."""

import json
from dataclasses import replace

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Correction, Pasted, examine_paste, fetchable_issuer
from tests.services.doctor.practice import Practice
from tests.services.tokens.forge import ID_CLAIMS, ISSUER, jwk, signed

UNAUTHORIZED = 'HTTP/1.1 401 Unauthorized\n\n{"message":"Unauthorized"}'


@pytest.mark.engine
def test_a_genuine_token_that_fits_now_leads_elsewhere(practice: Practice) -> None:
    practice.new_user("elsewhere")
    tokens = practice.tokens("elsewhere")
    pasted = Pasted(
        text=UNAUTHORIZED, http_method="GET", path="/my-api", token=f"Bearer {tokens.id_token}"
    )
    first = examine_paste(practice.lab, pasted).causes[0]
    assert (first.id, first.strength) == ("fault-elsewhere", Strength.LIKELY)
    changed = replace(pasted, token=tokens.id_token[:-20] + "A" * 20)
    assert examine_paste(practice.lab, changed).causes[0].id == "unverifiable"


def test_keys_that_the_reader_gives_prove_a_token_of_any_pool() -> None:
    given = json.dumps({"keys": [jwk("pool")]})
    pasted = Pasted(text=UNAUTHORIZED, token=signed(ID_CLAIMS), correction=Correction(jwks=given))
    assert "unverifiable" not in [each.id for each in examine_paste(None, pasted).causes]
    forged = replace(pasted, token=signed(ID_CLAIMS, key="other", kid="pool"))
    unfit = [each for each in examine_paste(None, forged).causes if each.id == "unverifiable"]
    assert unfit[0].strength is Strength.LIKELY


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        pytest.param("Bearer undefined", "the word undefined", id="undefined"),
        pytest.param("Bearer null", "the word null", id="null"),
        pytest.param("Bearer [object Object]", "the text of an object", id="an object"),
        pytest.param("Bearer ${token}", "a placeholder", id="a template"),
        pytest.param("Basic dXNlcjpwYXNz", "a user name and a password", id="Basic"),
        pytest.param(
            "AWS4-HMAC-SHA256 Credential=A/B, Signature=0", "signature of AWS", id="SigV4"
        ),
    ],
)
def test_what_was_sent_in_place_of_a_token_is_named(sent: str, words: str) -> None:
    first = examine_paste(None, Pasted(text=UNAUTHORIZED, token=sent)).causes[0]
    assert first.id == "not-a-token"
    assert words in " ".join(first.because)


@pytest.mark.parametrize(
    ("issuer", "fetched"),
    [
        pytest.param(ISSUER, ISSUER, id="a user pool"),
        pytest.param("https://example.com/us-east-1_Lab", "", id="another address"),
        pytest.param(f"{ISSUER}/../x", "", id="a path of its own"),
        pytest.param(
            "https://cognito-idp.us-east-1.amazonaws.com.evil.com/us-east-1_L", "", id="alike"
        ),
    ],
)
def test_only_keys_of_a_user_pool_are_ever_fetched(issuer: str, fetched: str) -> None:
    assert fetchable_issuer(signed({**ID_CLAIMS, "iss": issuer})) == fetched


def test_a_reading_is_put_right_by_hand() -> None:
    pasted = Pasted(text="it was refused", correction=Correction(status=401))
    assert examine_paste(None, pasted).causes[0].id == "no-token"
    without = replace(pasted, correction=Correction(status=401, has_authorization=False))
    assert examine_paste(None, without).causes[0].strength is Strength.CERTAIN
