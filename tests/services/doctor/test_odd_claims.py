"""A signed token whose claims are of a wrong type, as the doctor explains it."""

from services.doctor.case import read_case
from services.doctor.diagnosis import diagnose
from services.doctor.symptom import Symptom
from tests.services.authorizer.cases import api_of, decide, id_token
from tests.services.tokens.forge import ACCESS_CLAIMS, unsigned


def test_it_is_no_cause_of_its_own_but_a_token_that_does_not_hold() -> None:
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
