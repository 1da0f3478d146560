"""One answer, several causes: the method's live settings tell them apart."""

from dataclasses import replace

import pytest

from services.authorizer.decision import decide_call
from services.authorizer.rest_api import Function, Request
from services.doctor.diagnosis import diagnose
from services.doctor.readers.reading import read_paste
from services.doctor.symptom import Symptom, symptom_of_reading
from tests.services.doctor.test_diagnosis import API, answer
from tests.services.tokens.forge import ID_CLAIMS, unsigned

ONE = API.methods[0]
NO_CLAIMS = '{"message":"This function received no claims from the authorizer, so it refuses"}'


def served(**changes: object) -> Symptom:
    """GET /one with other settings, called with a token of the pool."""
    api = replace(API, methods=(replace(ONE, **changes),))  # type: ignore[arg-type]
    sent = (("Authorization", f"Bearer {unsigned(ID_CLAIMS)}"),)
    return Symptom(api=api, http_method="GET", path="/one", request_headers=sent)


@pytest.mark.parametrize(
    ("symptom", "text", "causes"),
    [
        pytest.param(
            served(function_name="f", function=Function.MISSING),
            answer(500, "Internal server error", "InternalServerErrorException"),
            ["function-missing"],
            id="a function that is gone lacks no permission",
        ),
        pytest.param(
            served(authorization="AWS_IAM"),
            answer(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
            ["other-authorization"],
            id="a method that asks for AWS's signature is deployed",
        ),
        pytest.param(
            served(authorization="NONE"),
            f"HTTP/1.1 403\n\n{NO_CLAIMS}",
            ["open-method"],
            id="an open method whose function misses the claims",
        ),
        pytest.param(
            replace(served(http_method="OPTIONS"), http_method="OPTIONS", request_headers=()),
            answer(401, "Unauthorized", "UnauthorizedException"),
            ["preflight-refused"],
            id="a preflight behind the authorizer is not to be given a token",
        ),
        pytest.param(
            replace(
                served(),
                api=replace(API, stage=""),
                cors_responses=frozenset({"DEFAULT_4XX"}),
            ),
            answer(403, "Forbidden", "ForbiddenException"),
            ["key-or-stage"],
            id="a stage that is gone serves no older deployment",
        ),
    ],
)
def test_the_settings_tell_the_cause_apart(symptom: Symptom, text: str, causes: list[str]) -> None:
    found = diagnose(symptom_of_reading(read_paste(text), symptom))
    assert [each.id for each in found] == causes


def test_a_function_that_was_gone_is_named_even_when_the_api_has_gone_since() -> None:
    symptom = served(
        authorization="NONE", authorizer_id="", function_name="f", function=Function.MISSING
    )
    assert symptom.api is not None
    request = Request(http_method="GET", stage=symptom.api.stage, path="/one")
    decision = decide_call(request, symptom.api, {}, 0.0)
    gone = replace(symptom, api=None, decision=decision)
    text = answer(500, "Internal server error", "InternalServerErrorException")
    first = diagnose(symptom_of_reading(read_paste(text), gone))[0]
    assert first.id == "function-missing"
    assert any("Wanted: a function of this name." in each for each in first.because)
