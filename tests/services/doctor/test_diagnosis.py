"""The tables as a whole, the plain refusals, and what a doctor must never do."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.authorizer.evidence import SOURCES
from services.authorizer.rest_api import Api, Authorizer, Method
from services.doctor.complaint import Complaint
from services.doctor.diagnosis import CAUSES, diagnose
from services.doctor.readers.reading import read_paste
from services.doctor.symptom import Symptom, symptom_of_reading
from tests.services.tokens.forge import ACCESS_CLAIMS, CLIENT_ID, ID_CLAIMS, ISSUER, unsigned

AUTHORIZER = Authorizer(id="a1", name="lab", issuers=(ISSUER,), audience_pattern="^another$")
API = Api(
    id="api1",
    base_url="http://api/demo",
    stage="demo",
    methods=(
        Method(
            http_method="GET", path="/one", authorization="COGNITO_USER_POOLS", authorizer_id="a1"
        ),
        Method(http_method="GET", path="/bare"),
    ),
    authorizers=(AUTHORIZER,),
)
# What `python -m infra_scripts outputs --format env` prints, and what only the reader has.
OUTPUTS = {
    "REST_API_ID",
    "STAGE",
    "REGION",
    "BASE_URL",
    "SIGN_IN_URL",
    "USER_POOL_ID",
    "USER_POOL_DOMAIN_ID",
    "APP_CLIENT_ID",
    "AUTHORIZER_ID",
    "SIGN_IN_FUNCTION_ID",
    "MY_API_FUNCTION_ID",
    "SIGN_IN_ROLE_ID",
}
THE_READERS = {"ID_TOKEN", "ACCESS_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "USERNAME", "ACCOUNT_ID"}


def test_every_cause_has_an_id_of_its_own_a_fix_and_sources_that_exist() -> None:
    ids = [cause.id for cause in CAUSES]
    assert sorted(ids) == sorted(set(ids))
    for cause in CAUSES:
        assert cause.fix.endswith("."), cause.id
        assert set(cause.evidence.sources) <= set(SOURCES), cause.id


def test_commands_use_the_outputs_names_only() -> None:
    used = {name for cause in CAUSES for name in re.findall(r"\$([A-Z_]+)", cause.command)}
    assert used - OUTPUTS - THE_READERS == set()


def test_pages_of_a_fix_exist() -> None:
    from pages._frame.navigation import NAVIGATION

    known = {entry.file for entries in NAVIGATION.values() for entry in entries}
    files = {file.rpartition("/")[2].removesuffix(".py") for file in known}
    assert {cause.page for cause in CAUSES} - {""} <= files


def answer(status: int, message: str, error_type: str = "") -> str:
    header = f"x-amzn-ErrorType: {error_type}\n" if error_type else ""
    return f'HTTP/1.1 {status}\n{header}\n{{"message":"{message}"}}'


def envelope(status: int, code: str, message: str) -> str:
    return (
        f'HTTP/1.1 {status}\n\n{{"status":"failure","code":"{code}","data":{{}},'
        f'"message":"{message}"}}'
    )


NO_CLAIMS = (
    'HTTP/1.1 403\n\n{"message":"This function received no claims from the authorizer, so it '
    'refuses","claims":null,"claim_types":null,"route":"/my-api","request_id":"r1"}'
)


@pytest.mark.parametrize(
    ("text", "known", "cause"),
    [
        pytest.param(
            answer(401, "The incoming token has expired"), {}, "expired", id="an expired token"
        ),
        pytest.param(
            answer(401, "Unauthorized"), {"request_headers": ()}, "no-token", id="no header"
        ),
        pytest.param(
            answer(401, "Unauthorized"),
            {"request_headers": (("X-Token", "eyJhbGciOi.e.s"),)},
            "no-token",
            id="the token in another header",
        ),
        pytest.param(
            answer(401, "Unauthorized"), {"token": "two.parts"}, "not-a-token", id="two parts"
        ),
        pytest.param(
            answer(401, "Unauthorized"),
            {"token": unsigned(ID_CLAIMS), "api": API, "http_method": "GET", "path": "/one"},
            "audience",
            id="an app client that the pattern does not name",
        ),
        pytest.param(
            answer(401, "Unauthorized", "UnauthorizedException:http://x"),
            {"token": unsigned(ACCESS_CLAIMS)},
            "access-token-without-scopes",
            id="an access token, method unknown",
        ),
        pytest.param(
            answer(403, "Forbidden", "ForbiddenException"), {}, "key-or-stage", id="Forbidden"
        ),
        pytest.param(answer(429, "Too Many Requests"), {}, "over-the-limit", id="throttled"),
        pytest.param(answer(429, "Limit Exceeded"), {}, "over-the-limit", id="quota"),
        pytest.param(answer(400, "Invalid request body"), {}, "invalid-request", id="a body"),
        pytest.param(
            answer(431, "HTTP header is larger than 10240 bytes"), {}, "headers-too-large", id="431"
        ),
        pytest.param(answer(502, "Internal server error"), {}, "function-failed", id="502"),
        pytest.param(
            answer(500, "Internal server error", "AuthorizerConfigurationException"),
            {},
            "authorizer-unusable",
            id="an authorizer that is gone",
        ),
        pytest.param(
            answer(403, "Access denied", "AccessDeniedException"),
            {},
            "insufficient-scope",
            id="403",
        ),
        pytest.param(
            NO_CLAIMS,
            {"api": API, "http_method": "GET", "path": "/bare", "open_routes": frozenset()},
            "open-method",
            id="a method whose authorizer was taken away",
        ),
        pytest.param(
            NO_CLAIMS,
            {
                "api": API,
                "http_method": "GET",
                "path": "/bare",
                "open_routes": frozenset({("GET", "/bare")}),
            },
            "groups-are-the-apps-job",
            id="a method that is meant to be open",
        ),
        pytest.param(
            answer(401, "Unauthorized"),
            {"api": API, "http_method": "GET", "path": "/bare", "open_routes": frozenset()},
            "no-token",
            id="refused by an authorizer that is gone since",
        ),
        pytest.param(
            envelope(401, "10023", "The username or password is incorrect"),
            {},
            "wrong-password",
            id="our sign-in API's 401",
        ),
        pytest.param(
            envelope(401, "10023", "User is not confirmed"),
            {},
            "user-may-not-sign-in",
            id="an unconfirmed user",
        ),
        pytest.param(
            envelope(401, "10023", "Too many failed attempts: wait a while, then try again"),
            {},
            "locked-out",
            id="a locked user",
        ),
        pytest.param(
            envelope(400, "10022", "password is required"), {}, "unusable-request", id="a field"
        ),
        pytest.param(
            envelope(429, "10025", "Something went wrong! Please try again."),
            {},
            "cognito-throttles",
            id="Cognito throttles",
        ),
        pytest.param(
            envelope(401, "10023", "The sign-in session is invalid, expired or already used"),
            {},
            "session-over",
            id="a used session",
        ),
        pytest.param(
            '{"ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"AYABeK","ChallengeParameters":{}}',
            {},
            "other-challenge",
            id="a challenge that asks for a code",
        ),
    ],
)
def test_a_plain_refusal(text: str, known: dict[str, object], cause: str) -> None:
    symptom = symptom_of_reading(read_paste(text), Symptom(**known))  # type: ignore[arg-type]
    assert diagnose(symptom)[0].id == cause


@pytest.mark.parametrize(
    ("symptom", "cause"),
    [
        pytest.param(Symptom(), "unreachable", id="nothing answered"),
        pytest.param(
            Symptom(complaint=Complaint.NO_BROWSER_ANSWER),
            "cors-hides-the-answer",
            id="a browser that shows no answer",
        ),
    ],
)
def test_no_answer_at_all(symptom: Symptom, cause: str) -> None:
    assert [each.id for each in diagnose(symptom)] == [cause]


def test_nothing_is_found_in_an_answer_that_is_fine() -> None:
    assert diagnose(Symptom(status=200, body='{"greeting":"Hello"}')) == ()


def test_ranks_count_from_one_and_the_strongest_comes_first() -> None:
    found = diagnose(Symptom(status=401, body='{"message":"Unauthorized"}', token="x"))
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    assert [each.strength for each in found] == sorted(
        (each.strength for each in found), reverse=True
    )


def test_no_diagnosis_repeats_the_token_or_a_password() -> None:
    token = unsigned(ACCESS_CLAIMS)
    symptom = Symptom(
        status=401,
        body='{"message":"Unauthorized"}',
        token=token,
        request_headers=(("Authorization", f"Bearer {token}"),),
        request_body='{"username":"ana","password":"Correct-Horse-9"}',
    )
    told = repr([(each, each.because) for each in diagnose(symptom)]) + repr(symptom)
    assert token not in told
    assert "Correct-Horse-9" not in told
    assert CLIENT_ID not in told


@pytest.mark.parametrize("complaint", Complaint)
def test_no_diagnosis_repeats_a_token_that_the_answer_repeats(complaint: Complaint) -> None:
    """AWS's older text quotes the Authorization header of a call to an unknown path."""
    token = unsigned(ID_CLAIMS)
    text = answer(403, f"'{token}' not a valid key=value pair (missing equal-sign)")
    found = diagnose(symptom_of_reading(read_paste(text), Symptom(complaint=complaint)))
    assert "eyJ" not in repr([each.because for each in found])


BODIES = st.text(max_size=80) | st.dictionaries(
    st.sampled_from(["message", "__type", "data", "code", "status", "required_groups", "error"]),
    st.none() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=2),
).map(json.dumps)
SYMPTOMS = st.builds(
    Symptom,
    status=st.none() | st.integers(100, 599),
    body=BODIES,
    token=st.text(max_size=60),
    request_body=st.sampled_from(["", "[]", '{"AuthParameters": 3}', '{"ChallengeResponses": []}']),
    complaint=st.sampled_from(Complaint),
    http_method=st.just("GET"),
    path=st.sampled_from(["", "/one", "/user-sign-in/refresh", "?"]),
    api=st.just(API),
)


@settings(max_examples=300, deadline=None)
@given(symptom=SYMPTOMS)
def test_no_symptom_is_an_error(symptom: Symptom) -> None:
    for each in diagnose(symptom):
        assert each.because
        assert all(isinstance(sentence, str) and sentence for sentence in each.because)
