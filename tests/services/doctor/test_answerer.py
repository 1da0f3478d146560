"""Who answered is told by its own marks; a mark of AWS outweighs all others."""

import pytest
from botocore.session import Session

from services.doctor.answerer import is_services_address, sign_of_another_server
from services.doctor.cause import Strength
from services.doctor.cognito_operations import COGNITO_OPERATIONS
from services.doctor.consultation import Pasted, examine_paste
from services.doctor.symptom import Symptom
from services.traffic.exchange import Headers

SPRING = '{"timestamp": "2026-01-01", "status": 403, "error": "Forbidden", "path": "/x"}'


@pytest.mark.parametrize(
    ("headers", "body", "sign"),
    [
        pytest.param((("Server", "nginx"),), "", "Server header says nginx", id="a server"),
        pytest.param((("CF-Ray", "1"),), "", "has the header CF-Ray", id="an edge"),
        pytest.param((), "<hr><center>nginx/1.18</center>", "written by nginx", id="a page"),
        pytest.param((), SPRING, "an error of Spring", id="a framework"),
        pytest.param((("x-amzn-requestid", "a"), ("Server", "nginx")), "", "", id="a proxy"),
        pytest.param((("apigw-requestid", "a"), ("x-powered-by", "x")), "", "", id="a function"),
        pytest.param((("Server", "CloudFront"),), "", "", id="CloudFront"),
        pytest.param((), '{"message":"Forbidden"}', "", id="nothing"),
    ],
)
def test_another_server_is_known_by_its_marks(headers: Headers, body: str, sign: str) -> None:
    found = sign_of_another_server(Symptom(status=403, headers=headers, body=body))
    assert sign in found
    assert bool(found) is bool(sign)


def test_the_name_of_an_api_outweighs_a_server() -> None:
    host = "abc.execute-api.eu-west-1.amazonaws.com"
    assert sign_of_another_server(Symptom(headers=(("Server", "nginx"),), host=host)) == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("cognito-idp.eu-west-1.amazonaws.com", True),
        ("abc.execute-api.eu-west-1.amazonaws.com", False),
        ("amazonaws.com.example.org", False),
        ("api.example.com", False),
    ],
)
def test_an_api_is_no_service_of_aws(host: str, expected: bool) -> None:
    assert is_services_address(host) is expected


def test_the_list_of_operations_is_that_of_botocore() -> None:
    models = [Session().get_service_model(name) for name in ("cognito-idp", "cognito-identity")]
    assert {name for model in models for name in model.operation_names} == COGNITO_OPERATIONS


# What other services and applications say with words that Cognito and API Gateway use, too.
ALIKE = {
    "a throttle of Lambda": '{"__type":"TooManyRequestsException","message":"Rate exceeded"}',
    "an application's session": '{"message":"Invalid session"}',
    "an application's refresh token": '{"message":"The refresh token is missing"}',
    "an application's user": '{"message":"Your user account has expired"}',
    "an application's lock": '{"message":"Too many failed attempts"}',
    "an application's redirect": '{"error":"x","error_description":"The redirect_uri is odd"}',
    "a proxy's limit": "HTTP/1.1 413\n\nRequest Entity Too Large",
    "a framework's media type": 'HTTP/1.1 415\n\n{"message":"Unsupported Media Type"}',
    "a server's header limit": "HTTP/1.1 431\n\nToo large",
    "an application's token": '{"message":"The password token has expired"}',
    "a challenge of RFC 6750": 'HTTP/1.1 401\nWWW-Authenticate: Bearer error="invalid_token"\n',
    "a code without its operation": '{"__type":"ExpiredCodeException","message":"Invalid code"}',
}


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE.keys())
def test_words_that_others_use_are_never_certain(text: str) -> None:
    causes = examine_paste(None, Pasted(text=text)).causes
    assert [each.id for each in causes if each.strength is Strength.CERTAIN] == []
