"""Reading pasted answers: every form people copy, and one sentence for what is none."""

import pytest

from services.doctor.dump import parse_dump
from services.errors import InputError

BODY = '{"message":"Unauthorized"}'
JSON_TYPE = ("content-type", "application/json")
ERROR_TYPE = ("x-amzn-errortype", "UnauthorizedException")
HTTP_1 = f"HTTP/1.1 401 Unauthorized\ncontent-type: application/json\n\n{BODY}"
VERBOSE = """*   Trying 127.0.0.1:443...
* Connected to api.example
> GET /demo/my-api HTTP/2
> authorization: Bearer abc
>
< HTTP/2 401
< content-type: application/json
< x-amzn-errortype: UnauthorizedException
<
{ [26 bytes data]
{"message":"Unauthorized"}
* Connection #0 to host left intact"""


@pytest.mark.parametrize(
    ("text", "status", "headers", "body"),
    [
        pytest.param(HTTP_1, 401, (JSON_TYPE,), BODY, id="HTTP/1.1"),
        pytest.param(
            f"HTTP/2 401 \nx-amzn-errortype: UnauthorizedException\n\n{BODY}",
            401,
            (ERROR_TYPE,),
            BODY,
            id="HTTP/2, no reason",
        ),
        pytest.param(HTTP_1.replace("\n", "\r\n"), 401, (JSON_TYPE,), BODY, id="CRLF"),
        pytest.param(
            "HTTP/1.1 100 Continue\r\n\r\n" + HTTP_1, 401, (JSON_TYPE,), BODY, id="100 Continue"
        ),
        pytest.param(
            f"HTTP/1.1 301 Moved\nlocation: /x\n\n<html>\nmoved\n</html>\n{HTTP_1}",
            401,
            (JSON_TYPE,),
            BODY,
            id="a redirect with a body",
        ),
        pytest.param(VERBOSE, 401, (JSON_TYPE, ERROR_TYPE), BODY, id="curl -v"),
        pytest.param(f"401 Unauthorized\n\n{BODY}", 401, (), BODY, id="a status without HTTP"),
        pytest.param("HTTP/2 504", 504, (), "", id="nothing but the status"),
        pytest.param(
            "HTTP/1.1 200 OK\n\nnot json: HTTP/1.1 500",
            200,
            (),
            "not json: HTTP/1.1 500",
            id="a body that is not JSON",
        ),
        pytest.param(
            '{"__type":"NotAuthorizedException","message":"x"}',
            400,
            (),
            '{"__type":"NotAuthorizedException","message":"x"}',
            id="Cognito's own error",
        ),
    ],
)
def test_an_answer_is_read(
    text: str, status: int, headers: tuple[tuple[str, str], ...], body: str
) -> None:
    dump = parse_dump(text)
    assert (dump.status, dump.headers, dump.body) == (status, headers, body)


def test_an_error_line_of_the_aws_cli_names_the_operation() -> None:
    dump = parse_dump(
        "\nAn error occurred (NotAuthorizedException) when calling the InitiateAuth operation: "
        "Incorrect username or password."
    )
    assert (dump.status, dump.operation) == (400, "InitiateAuth")
    assert dump.body == (
        '{"__type": "NotAuthorizedException", "message": "Incorrect username or password."}'
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("it does not work", id="words"),
        pytest.param('{"message":"Unauthorized"}', id="a body alone"),
        pytest.param("[" * 5000, id="deep JSON"),
    ],
)
def test_a_text_without_a_status_line_is_one_error(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_dump(text)
    assert caught.value.message == "There is no status line in this text."
    assert "curl -i" in caught.value.hint


def test_a_huge_paste_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse_dump("x" * 200_001)
    assert caught.value.message == (
        "This text has 200,001 characters; an answer of 200,000 is enough."
    )


def test_no_token_of_a_dump_is_in_its_repr() -> None:
    dump = parse_dump('HTTP/1.1 200 OK\nset-cookie: secret-1\n\n{"id_token":"secret-2"}')
    assert "secret" not in repr(dump)


@pytest.mark.parametrize("told", ["true", "99999999999999999999", '"x"', "0", "[]"])
def test_a_status_that_is_none_is_not_believed(told: str) -> None:
    assert parse_dump(f'{{"__type": "X", "http_status": {told}}}').status == 400


def test_a_status_line_beyond_599_is_none() -> None:
    with pytest.raises(InputError):
        parse_dump("HTTP/2 999\n\n{}")
