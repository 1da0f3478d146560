"""Texts that prove less than they seem to, and texts that tell it without the usual form."""

import json

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Consultation, Pasted, examine_paste
from services.doctor.readers.documents import document_facts
from services.doctor.readers.reading import read_paste

TOKEN_REQUEST = (
    "curl -X POST https://pool1.auth.eu-west-1.amazoncognito.com/oauth2/token "
    "-d 'grant_type=authorization_code&code=1&client_id=2{more}'\n\n"
    '{{"error":"unauthorized_client"}}'
)


def asked(text: str) -> Consultation:
    return examine_paste(None, Pasted(text=text))


def first(text: str) -> tuple[str, Strength]:
    cause = asked(text).causes[0]
    return cause.id, cause.strength


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param(
            TOKEN_REQUEST.format(more="&redirect_uri=https%3A%2F%2Flocalhost"),
            "redirect-mismatch",
            id="unauthorized_client to a code: the redirect address",
        ),
        pytest.param(
            TOKEN_REQUEST.format(more=""),
            "oauth-flow-not-allowed",
            id="unauthorized_client without a redirect address: the flow",
        ),
        pytest.param(
            '{"error":"unsupported_grant_type"}',
            "oauth-flow-not-allowed",
            id="a grant type that nobody allows",
        ),
        pytest.param(
            '{"__type":"NotAuthorizedException",'
            '"message":"Invalid login token. Couldn\'t verify signed token."}',
            "identity-pool-refuses",
            id="a token that the identity pool cannot verify",
        ),
        pytest.param(
            "I get 401 in the OPTIONS method", "preflight-refused", id="a preflight in a sentence"
        ),
        pytest.param("Device does not exist.", "device-unknown", id="AWS's sentence alone"),
        pytest.param(
            '{"error":"InvalidSignatureException"}',
            "aws-credentials-refused",
            id="an app's JSON that names AWS's exception",
        ),
        pytest.param(
            '{"statusCode":500,"error":"CodeMismatchException"}',
            "code-mismatch",
            id="an app's JSON with its own status",
        ),
        pytest.param(
            "NotAuthorizedException: Wrong user name and password.",
            "wrong-password",
            id="a wrong password in other words",
        ),
    ],
)
def test_it_is_likely_and_no_more(text: str, cause: str) -> None:
    assert first(text) == (cause, Strength.LIKELY)


@pytest.mark.parametrize("name", ["ForbiddenException", "NullPointerException", "HttpException"])
def test_an_exception_that_frameworks_throw_in_an_apps_json_is_not_aws(name: str) -> None:
    consultation = asked(f'{{"statusCode":403,"error":"{name}"}}')
    assert "AWS service" not in consultation.read_as[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"message":"nope"} and the status is 403, I expected 200',
        'I expected the status 200 and it is 403\n{"message":"nope"}',
        'the status is now 403\n{"message":"nope"}',
        'should be 200, is 403\n{"message":"nope"}',
    ],
)
def test_a_status_that_a_sentence_beside_a_body_names_is_read(text: str) -> None:
    assert asked(text).read_as[0] == "Answer 403."


def test_a_number_that_something_else_is_tells_no_status() -> None:
    assert read_paste('{"message":"nope"}\nmy user\'s number is 403').status is None


def test_a_permission_that_an_authorizer_lacks_is_not_the_functions() -> None:
    log = "Execution failed due to configuration error: Invalid permissions on Lambda function\n"
    authorizer = "Execution failed due to configuration error: Authorizer error"
    assert first(log)[0] == "lambda-permission-by-log"
    assert [each.id for each in asked(log + authorizer).causes][:1] == [
        "lambda-authorizer-failed-by-log"
    ]


def test_redirect_uri_as_a_parameter_of_an_address_tells_nothing() -> None:
    address = "https://a.example.com/login?redirect_uri=https%3A%2F%2Fb&client_id=1"
    told = [each.id for each in asked(f"{address}\nand I get invalid_request").causes]
    assert told == ["oauth-request-invalid"]
    assert first("Invalid redirect_uri")[0] == "redirect-mismatch"


LOCAL = (
    "curl http://{host}/x\n\nHTTP/1.1 403 Forbidden\nServer: {server}\n{more}\n"
    '{{"message":"Forbidden"}}'
)


@pytest.mark.parametrize(
    ("host", "server", "is_tools"),
    [
        pytest.param("localhost:8000", "BaseHTTP/0.6", True, id="a local tool"),
        pytest.param("127.0.0.1:3000", "Werkzeug/3.0", True, id="by its number"),
        pytest.param("a.localhost.localstack.cloud:4566", "CloudFront", True, id="LocalStack"),
        pytest.param("127.0.0.1:4566", "CloudFront", False, id="the header of AWS"),
        pytest.param("localhost.example.com", "BaseHTTP/0.6", False, id="another name"),
    ],
)
def test_a_local_tool_is_told_by_address_and_server(host: str, server: str, is_tools: bool) -> None:
    text = LOCAL.format(host=host, server=server, more="x-amzn-ErrorType: ForbiddenException\n")
    assert (first(text)[0] == "local-tool-answered") is is_tools
    whose = "a local tool" if is_tools else "API Gateway"
    assert asked(text).read_as[0] == f"Answer 403 of {whose}."


@pytest.mark.parametrize(
    ("name", "is_aws"),
    [
        ("com.amazonaws.services.x.model.NotReadyException", True),
        ("Amazon.CognitoIdentityProvider.Model.NotReadyException", True),
        ("NotReadyException", True),
        ("com.fasterxml.jackson.databind.NotReadyException", False),
        ("Microsoft.IdentityModel.Protocols.NotReadyException", False),
    ],
)
def test_an_exception_of_another_package_is_not_taken_for_one_of_aws(
    name: str, is_aws: bool
) -> None:
    consultation = asked(f"{name}: it is not ready")
    assert ("AWS's exception" in consultation.next_step) is is_aws
    assert ("Answer 400 of an AWS service." in consultation.read_as) is is_aws


def test_a_name_with_its_sentence_goes_before_the_name_alone() -> None:
    log = (
        "E/auth(1): ResourceNotFoundException\n"
        "E/auth(1): com.amazonaws.model.ResourceNotFoundException: "
        "User pool client 1example does not exist. (Service: AmazonCognitoIdentityProvider;"
    )
    assert first(log)[0] == "pool-or-client-not-found"


def test_the_newer_sdk_for_java_is_read_without_an_error_code() -> None:
    details = "(Service: CognitoIdentityProvider, Status Code: 400, Request ID: 1)"
    text = f'"Invalid Refresh Token. {details}"'
    reading = read_paste(text)
    assert (reading.status, reading.body) == (400, '{"message": "Invalid Refresh Token."}')


def test_lists_in_lists_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every level of a list was once written as JSON again: 1,800 characters took 250 ms."""
    written: list[object] = []
    write = json.dumps

    def counted(value: object) -> str:
        written.append(value)
        return write(value)

    monkeypatch.setattr(document_facts.json, "dumps", counted)
    asked("[" * 300 + '{"message":"Forbidden"}' + "]" * 300)
    assert len(written) < 10
