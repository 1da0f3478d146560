"""Causes of calling the API, each caused for real on the local engine; the first cause is right.

Where the engine differs from AWS the test says so and uses the
literal answer that AWS is known to give.
"""

import pytest
import requests

from services.api.routes import route
from services.api.sign_in import TokenSet
from services.doctor.complaint import Complaint
from services.doctor.symptom import Symptom
from tests.engine.cloud import Api as EngineApi
from tests.engine.cloud import Cloud
from tests.services.doctor.practice import Practice, first_of_paste

pytestmark = pytest.mark.engine

COGNITO = "COGNITO_USER_POOLS"
SIGN_IN_SCOPE = "aws.cognito.signin.user.admin"


@pytest.fixture(scope="module")
def tokens(practice: Practice) -> TokenSet:
    practice.new_user("ana")
    return practice.tokens("ana")


def test_an_access_token_on_a_method_without_scopes(practice: Practice, tokens: TokenSet) -> None:
    call = practice.lab.protected_api.call(route("my_api"), f"Bearer {tokens.access_token}")
    assert call.status == 401
    first = practice.first(call)
    assert first.id == "access-token-without-scopes"
    assert first.because == (
        "The token's token_use claim is access.",
        "GET /my-api lists no scopes, so the authorizer reads the token as an ID token.",
    )


def test_an_id_token_on_a_method_with_scopes(practice: Practice, tokens: TokenSet) -> None:
    call = practice.lab.protected_api.call(route("scoped"), f"Bearer {tokens.id_token}")
    assert call.status == 401
    assert practice.first(call).id == "id-token-with-scopes"


@pytest.fixture(scope="module")
def scoped_api(cloud: Cloud, practice: Practice) -> EngineApi:
    """An API for the lab's pool whose methods want custom scopes only."""
    api = cloud.new_api()
    created = cloud.apigateway.create_authorizer(
        restApiId=api.api_id,
        name="scoped",
        type=COGNITO,
        providerARNs=[practice.lab.outputs.user_pool_arn],
        identitySource="method.request.header.Authorization",
    )
    for path, scope in (("read", "authorizer-lab/read"), ("write", "authorizer-lab/write")):
        api.route(
            path,
            authorizationType=COGNITO,
            authorizerId=created["id"],
            authorizationScopes=[scope],
        )
    api.deploy()
    return api


def test_a_custom_scope_that_signing_in_never_grants(
    practice: Practice, tokens: TokenSet, scoped_api: EngineApi
) -> None:
    call = practice.get(scoped_api, "read", tokens.access_token)
    assert call.status == 401
    first = practice.first(call, Symptom(api=practice.live(scoped_api)))
    assert first.id == "scope-of-no-sign-in"
    assert first.because[0] == "The method wants authorizer-lab/read."


def test_a_token_with_another_scope(practice: Practice, scoped_api: EngineApi) -> None:
    call = practice.get(scoped_api, "write", _machine_token(practice))
    assert call.status == 401
    first = practice.first(call, Symptom(api=practice.live(scoped_api)))
    assert first.id == "insufficient-scope"
    assert "not verified on AWS" in first.because[2]


def _machine_token(practice: Practice) -> str:
    lab = practice.lab
    client_id = lab.outputs.resource_id("second_app_client")
    client = lab.aws.call(
        "cognito-idp",
        "describe_user_pool_client",
        UserPoolId=lab.outputs.user_pool_id,
        ClientId=client_id,
    )["UserPoolClient"]
    answer = requests.post(
        f"{lab.aws.endpoint_url}/oauth2/token",
        data={"grant_type": "client_credentials", "scope": "authorizer-lab/read"},
        auth=(client_id, client["ClientSecret"]),
        timeout=60,
    )
    return str(answer.json()["access_token"])


def test_a_path_that_does_not_exist(practice: Practice) -> None:
    lab = practice.lab
    call = lab.recorder.send("GET", f"{lab.outputs.base_url}/my-apis", label="a wrong path")
    assert call.status == 403
    first = practice.first(call)
    assert first.id == "not-routed"
    assert first.because[0] == "The API has no method for GET /my-apis."


def test_the_text_that_speaks_of_the_header() -> None:
    """The engine lacks this text, so it is AWS's, literally."""
    answer = (
        "HTTP/2 403\nx-amzn-errortype: IncompleteSignatureException\n\n"
        '{"message":"Invalid key=value pair (missing equal-sign) in Authorization header '
        "(hashed with SHA-256 and encoded with Base64): 'abc='.\"}"
    )
    first = first_of_paste(answer)
    assert first.id == "read-as-aws-signature"
    assert "The token itself was not looked at." in first.because[1]


@pytest.fixture
def bare_api(cloud: Cloud) -> EngineApi:
    """A protected API without gateway responses and without OPTIONS."""
    api = cloud.new_api()
    api.route("plain", authorizationType=COGNITO, authorizerId=api.authorizer(cloud.new_pool()))
    api.deploy()
    return api


def test_a_401_that_a_browser_hides(practice: Practice, bare_api: EngineApi) -> None:
    call = practice.get(bare_api, "plain", Origin="https://app.example")
    assert (call.status, call.response_header("Access-Control-Allow-Origin")) == (401, None)
    complaint = Complaint.NO_BROWSER_ANSWER
    first = practice.first(call, Symptom(complaint=complaint))
    assert first.id == "cors-hides-the-answer"
    unseen = practice.first(call, Symptom(complaint=complaint, api=practice.live(bare_api)))
    assert unseen.id == "preflight-refused"


def test_the_preflight_is_refused(practice: Practice, bare_api: EngineApi) -> None:
    call = practice.lab.recorder.send("OPTIONS", bare_api.url("plain"), label="preflight")
    assert call.status == 403
    first = practice.first(call, Symptom(api=practice.live(bare_api)))
    assert first.id == "preflight-refused"


def test_a_gateway_response_that_is_not_deployed(
    practice: Practice, bare_api: EngineApi, cloud: Cloud
) -> None:
    cloud.apigateway.put_gateway_response(
        restApiId=bare_api.api_id,
        responseType="UNAUTHORIZED",
        responseParameters={"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"},
    )
    call = practice.get(bare_api, "plain", "nonsense")
    assert call.response_header("Access-Control-Allow-Origin") is None
    known = Symptom(
        api=practice.live(bare_api),
        cors_responses=frozenset({"UNAUTHORIZED"}),
        complaint=Complaint.NO_EFFECT,
    )
    assert practice.first(call, known).id == "not-deployed"


def test_a_method_that_is_not_deployed(practice: Practice) -> None:
    """The engine serves a new method at once, so the answer is AWS's, literally."""
    answer = (
        "HTTP/1.1 403 Forbidden\r\nx-amzn-ErrorType: MissingAuthenticationTokenException\r\n\r\n"
        '{"message":"Missing Authentication Token"}'
    )
    known = Symptom(api=practice.lab.api, http_method="GET", path="/my-api")
    assert first_of_paste(answer, known).id == "not-deployed"


def test_the_function_has_no_permission(practice: Practice, cloud: Cloud) -> None:
    function = cloud.new_function("doctor-no-permission", "def handle(e, c): return {}")
    api = cloud.new_api()
    api.route("silent", function_arn=function)
    api.deploy()
    call = practice.get(api, "silent")
    assert call.status == 500
    first = practice.first(call, Symptom(api=practice.live(api)))
    assert first.id == "no-lambda-permission"
    assert first.because[0].startswith("The policy of doctor-no-permission has no statement")


def test_the_authorizer_names_another_pool(
    practice: Practice, tokens: TokenSet, bare_api: EngineApi
) -> None:
    call = practice.get(bare_api, "plain", tokens.id_token)
    assert call.status == 401
    first = practice.first(call, Symptom(api=practice.live(bare_api)))
    assert first.id == "other-pool"
    assert first.because[0] == f"The token's iss claim is {practice.lab.outputs.issuer}."


def test_a_decision_that_agrees_puts_its_check_first(practice: Practice, tokens: TokenSet) -> None:
    call = practice.lab.protected_api.call(route("my_api"), tokens.id_token[:-8] + "AAAAAAAA")
    known = Symptom(api=practice.lab.api, decision=practice.lab.explain(call))
    first = practice.first(call, known)
    assert first.id == "unverifiable"
    assert "RS256 signature fits" in first.because[-1]
