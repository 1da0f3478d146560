"""What became of a call, as one sentence."""

import json

import pytest

from pages._ui.calls.answer_words import verdict_words
from services.authorizer.answers import observe
from services.authorizer.checks import CHECKS
from services.authorizer.decision import Decision
from services.authorizer.rest_api import Conditions
from tests.pages._ui.deciding import ACCESS_TOKEN, ID_TOKEN, decided
from tests.services.tokens.forge import ID_CLAIMS, NOW, signed

OK = observe(200, (), "{}")
STRANGER = signed({**ID_CLAIMS, "iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_X"})
THROTTLED = Conditions(is_throttled=True)
USED_UP = Conditions(api_key_is_valid=True, is_quota_used_up=True)

ROUTING = "API Gateway stopped it before any token was looked at"
AUTHORIZER = "The authorizer stopped it"
LIMITS = "API Gateway stopped it before calling the function"
FUNCTION = "API Gateway stopped it at the function"
STOPPED = {
    "header_size": (
        decided("/my-api", "x" * 11_000),
        ROUTING,
        "the headers have 11,024 bytes, more than AWS accepts",
    ),
    "stage": (decided("/my-api", stage="prod"), ROUTING, 'there is no stage "prod"'),
    "route": (decided("/nowhere"), ROUTING, "nothing is deployed at GET /nowhere"),
    "authorizer": (
        decided("/no-authorizer"),
        AUTHORIZER,
        "it cannot work as it is set up (the authorizer is gone)",
    ),
    "header": (decided("/my-api", None), AUTHORIZER, "there was no Authorization header"),
    "parts": (
        decided("/my-api", "nonsense"),
        AUTHORIZER,
        "what was sent is not a readable token (1 part)",
    ),
    "audience": (
        decided("/one-client"),
        AUTHORIZER,
        "the token was not issued to the app client that it accepts (app-client-1)",
    ),
    "issuer": (
        decided("/my-api", STRANGER),
        AUTHORIZER,
        "the token does not come from one of its user pools",
    ),
    "key": (
        decided("/my-api", signed(ID_CLAIMS, key="another")),
        AUTHORIZER,
        "the token names a key that its user pool does not have",
    ),
    "signature": (
        decided("/my-api", signed(ID_CLAIMS, key="another", kid="pool")),
        AUTHORIZER,
        "the token was changed or forged (alg RS256, the signature does not fit)",
    ),
    "claims": (
        decided("/my-api", signed({**ID_CLAIMS, "nbf": "soon"})),
        AUTHORIZER,
        "the token's claims do not have the standard's types (nbf is a string)",
    ),
    "expiry": (decided("/my-api", now=NOW + 60), AUTHORIZER, "the token has expired"),
    "issued": (decided("/my-api", now=NOW - 61), AUTHORIZER, "the token is dated in the future"),
    "token_use": (
        decided("/my-api", ACCESS_TOKEN),
        AUTHORIZER,
        "it expects an ID token, because the method has no scopes, and this is an access token",
    ),
    "scope": (
        decided("/scoped", ACCESS_TOKEN),
        AUTHORIZER,
        "the token grants none of the method's scopes",
    ),
    "resource_policy": (
        decided("/my-api", conditions=Conditions(is_denied_by_policy=True)),
        LIMITS,
        "the API's resource policy does not allow the caller",
    ),
    "mock": (
        decided(
            "/my-api", None, http_method="OPTIONS", conditions=Conditions(is_mock_unreadable=True)
        ),
        FUNCTION,
        "its MOCK integration cannot read a request taken as binary",
    ),
    "api_key": (
        decided("/keyed"),
        LIMITS,
        "the method asks for an API key, and there was no x-api-key header",
    ),
    "throttle": (
        decided("/my-api", conditions=THROTTLED),
        LIMITS,
        "too many calls came in a short time",
    ),
    "quota": (
        decided("/keyed", api_key="k", conditions=USED_UP),
        LIMITS,
        "the API key's quota is used up",
    ),
    "parameters": (decided("/search"), LIMITS, "required parameters are missing: page"),
    "body": (decided("/notes"), LIMITS, "the body does not fit the method's model"),
    "permission": (decided("/denied"), FUNCTION, "greet may not be invoked by API Gateway"),
    "function": (
        decided("/broken"),
        FUNCTION,
        "it failed, or its answer is not in the form API Gateway reads",
    ),
}


@pytest.mark.parametrize("check_id", STOPPED)
def test_the_check_that_stopped_it_is_told_in_a_sentence(check_id: str) -> None:
    decision, who, reason = STOPPED[check_id]
    assert decision.stopped_by is not None
    assert decision.stopped_by.id == check_id
    assert verdict_words(decision, OK, is_as_decided=True) == f"{who}: {reason}."


def test_every_check_has_its_sentence() -> None:
    assert {check.id for check in CHECKS} == STOPPED.keys()


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        pytest.param(decided("/my-api"), "Every check passed: the function answered.", id="let in"),
        pytest.param(
            decided("/open", None),
            "This method has no authorizer, so nobody looked for a token: the function answered.",
            id="open",
        ),
        pytest.param(
            decided("/my-api", None, http_method="OPTIONS"),
            "This method has no authorizer, so nobody looked for a token: API Gateway itself "
            "answered.",
            id="a preflight",
        ),
    ],
)
def test_a_call_that_nothing_stopped(decision: Decision, sentence: str) -> None:
    assert verdict_words(decision, OK, is_as_decided=True) == sentence


def test_a_token_of_no_known_use_is_named_by_its_claim() -> None:
    odd = decided("/my-api", signed({**ID_CLAIMS, "token_use": "refresh"}))
    words = verdict_words(odd, OK, is_as_decided=True)
    assert words.endswith("because the method has no scopes, and this token's use is refresh.")


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        (None, "The authorizer should have stopped it: there was no Authorization header."),
        (ID_TOKEN, "Every check passed: the function should have answered."),
    ],
    ids=["a refusal", "an answer"],
)
def test_what_was_not_observed_is_not_claimed(token: str | None, sentence: str) -> None:
    assert verdict_words(decided("/my-api", token), OK, is_as_decided=False) == sentence


@pytest.mark.parametrize(
    ("held", "words"), [(["staff"], "staff"), ([], "none"), (["a", "b"], "a, b")]
)
def test_a_403_of_the_function_names_the_groups(held: list[str], words: str) -> None:
    body = json.dumps({"message": "no", "required_groups": ["admins"], "held_groups": held})
    assert verdict_words(decided("/my-api"), observe(403, (), body), is_as_decided=True) == (
        "Every check of API Gateway passed, and the function itself refused: it wants the group "
        f"admins, and the token holds: {words}."
    )


def test_any_other_refusal_of_the_function_is_told_by_its_own_message() -> None:
    words = verdict_words(
        decided("/my-api"), observe(403, (), '{"message":"no claims","a":1}'), is_as_decided=True
    )
    assert words == "Every check of API Gateway passed, and the function itself refused: no claims."
