"""A pasted token is proved as far as it can be; a genuine one is never called changed."""

import json
from dataclasses import replace

import pytest

from services.doctor.case import read_case
from services.doctor.cause import Strength
from services.doctor.consultation import Correction, Pasted, examine_paste, fetchable_issuer
from services.doctor.diagnosis import diagnose
from services.doctor.symptom import Symptom
from tests.services.authorizer.cases import api_of, decide, id_token
from tests.services.doctor.practice import Practice
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, ISSUER, jwk, signed, unsigned

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
    "hidden",
    [
        "[REDACTED]",
        "***",
        "xxxxxxxx",
        "<token>",
        "<your id token>",
        "eyJra...",
        "eyJraWQ***",
        "$ID_TOKEN",
        "${ACCESS_TOKEN}",
        "%TOKEN%",
        "YOUR_TOKEN_HERE",
        "my-token",
        "…",
        "redacted",
    ],
)
def test_what_was_written_over_a_token_is_not_what_was_sent(hidden: str) -> None:
    call = f"> GET /x HTTP/2\n> Host: a\n> authorization: Bearer {hidden}\n>\n"
    for pasted in (
        Pasted(text=UNAUTHORIZED, token=f"Bearer {hidden}"),
        Pasted(text=call + UNAUTHORIZED.replace("HTTP", "< HTTP", 1)),
    ):
        first = examine_paste(None, pasted).causes[0]
        assert (first.id, first.strength) == ("token-refused-by-log", Strength.LIKELY)


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


def test_a_claim_of_a_wrong_type_is_no_cause_of_its_own_but_a_token_that_does_not_hold() -> None:
    token = id_token(nbf="soon")
    first, *_ = diagnose(
        Symptom(
            status=401,
            headers=(("x-amzn-ErrorType", "UnauthorizedException"),),
            body='{"message":"Unauthorized"}',
            token=token,
            http_method="GET",
            path="/my-api",
            api=api_of(),
            decision=decide(token),
        )
    )
    assert (first.id, first.cause.checks) == (
        "unverifiable",
        ("key", "signature", "claims", "issued"),
    )


def test_scopes_are_apart_by_spaces_only() -> None:
    token = unsigned({**ACCESS_CLAIMS, "scope": "openid  lab/read\tlab/write"})
    assert read_case(Symptom(token=token)).scopes == ("openid", "lab/read\tlab/write")


@pytest.mark.parametrize(
    ("creator", "sent", "strength"),
    [
        pytest.param("WebInspector", (), Strength.LIKELY, id="Chrome, sanitized"),
        pytest.param("WebInspector", ("Cookie",), Strength.CERTAIN, id="Chrome, whole"),
        pytest.param("Firefox", (), Strength.CERTAIN, id="Firefox"),
    ],
)
def test_a_file_that_leaves_the_token_out_proves_no_missing_token(
    creator: str, sent: tuple[str, ...], strength: Strength
) -> None:
    found = examine_paste(None, Pasted(text=_har(creator, sent)))
    assert (found.causes[0].id, found.causes[0].strength) == ("no-token", strength)
    is_said = any("may leave its Authorization header out" in each for each in found.read_as)
    assert is_said is (strength is Strength.LIKELY)


def _har(creator: str, sent: tuple[str, ...]) -> str:
    request = {
        "method": "GET",
        "url": "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/my-api",
        "headers": [{"name": name, "value": "a"} for name in ("Accept", *sent)],
    }
    response = {
        "status": 401,
        "headers": [{"name": "x-amzn-errortype", "value": "UnauthorizedException"}],
        "content": {"text": '{"message":"Unauthorized"}'},
    }
    entries = [{"request": request, "response": response}]
    return json.dumps({"log": {"creator": {"name": creator}, "entries": entries}})
