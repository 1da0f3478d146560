"""A 401 beside which nobody knows what was sent: all that AWS answers in the same way is named."""

import pytest

from services.authorizer.rest_api import Api, Authorizer, Method
from services.doctor.cause import Strength
from services.doctor.diagnosis import diagnose
from services.doctor.readers.reading import read_paste
from services.doctor.symptom import Symptom, symptom_of_reading
from tests.services.tokens.forge import ISSUER

BARE = 'HTTP/1.1 401\n\n{"message":"Unauthorized"}'
PROTECTED = {"authorization": "COGNITO_USER_POOLS", "authorizer_id": "a1"}
API = Api(
    id="api1",
    base_url="http://api/demo",
    stage="demo",
    authorizers=(Authorizer(id="a1", name="pool", issuers=(ISSUER,)),),
    methods=(
        Method(http_method="GET", path="/plain", **PROTECTED),
        Method(http_method="GET", path="/scoped", scopes=("lab/read",), **PROTECTED),
    ),
)


@pytest.mark.parametrize(
    ("text", "known", "causes"),
    [
        (BARE, {}, ["no-token", "access-token-without-scopes", "other-pool"]),
        (
            BARE,
            {"api": API, "http_method": "GET", "path": "/plain"},
            ["no-token", "access-token-without-scopes", "other-pool"],
        ),
        (
            BARE,
            {"api": API, "http_method": "GET", "path": "/scoped"},
            ["no-token", "other-pool", "id-token-with-scopes"],
        ),
        (BARE.replace("Unauthorized", "Please sign in"), {}, ["no-token"]),
    ],
    ids=["method unknown", "no scopes", "scopes", "the owner's own words"],
)
def test_each_is_possible(text: str, known: dict[str, object], causes: list[str]) -> None:
    found = diagnose(symptom_of_reading(read_paste(text), Symptom(**known)))  # type: ignore[arg-type]
    assert [each.cause.id for each in found] == causes
    assert {each.strength for each in found} == {Strength.POSSIBLE}


def test_a_token_that_has_expired_was_there() -> None:
    text = BARE.replace("Unauthorized", "The incoming token has expired")
    found = diagnose(symptom_of_reading(read_paste(text), Symptom()))
    assert [each.cause.id for each in found] == ["expired"]


def test_a_preflight_carries_no_token() -> None:
    text = f"> OPTIONS /plain HTTP/1.1\n{BARE}"
    symptom = Symptom(http_method="OPTIONS", path="/plain")
    found = diagnose(symptom_of_reading(read_paste(text), symptom))
    assert not {"no-token", "other-pool"} & {each.cause.id for each in found}
