"""Reading pastes: what is taken from each form, what is passed over, and which answer counts."""

import pytest

from services.doctor.readers.reading import read_paste

BODY = '{"message":"Unauthorized"}'
JSON_TYPE = ("content-type", "application/json")
ERROR_TYPE = ("x-amzn-errortype", "UnauthorizedException")
HTTP_1 = f"HTTP/1.1 401 Unauthorized\ncontent-type: application/json\n\n{BODY}"
VERBOSE = """*   Trying 127.0.0.1:443...
* Connected to api.example
> GET /demo/my-api HTTP/2
> Host: api.example
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
        pytest.param(BODY, None, (), BODY, id="a body alone"),
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
        pytest.param(
            "An error occurred (NotAuthorizedException) when calling the InitiateAuth operation "
            "(reached max retries: 4): Incorrect username or password.\n\nuser@host:~$",
            400,
            (),
            '{"__type": "NotAuthorizedException", "message": "Incorrect username or password."}',
            id="an error line of the AWS CLI",
        ),
    ],
)
def test_an_answer_is_read(
    text: str, status: int | None, headers: tuple[tuple[str, str], ...], body: str
) -> None:
    reading = read_paste(text)
    assert (reading.status, reading.headers, reading.body) == (status, headers, body)


def test_the_request_of_curl_v_is_read() -> None:
    reading = read_paste(VERBOSE)
    assert (reading.http_method, reading.host) == ("GET", "api.example")
    assert reading.request_headers == (("Host", "api.example"), ("authorization", "Bearer abc"))


def test_a_request_whose_headers_were_left_out_proves_nothing() -> None:
    shortened = VERBOSE.replace("> authorization: Bearer abc", "> ...")
    assert read_paste(shortened).request_headers is None


def test_an_error_line_of_the_aws_cli_names_the_operation() -> None:
    line = "An error occurred (X) when calling the InitiateAuth operation: y"
    assert read_paste(line).operation == "InitiateAuth"


def test_the_refusal_counts_wherever_it_stands() -> None:
    passed = "HTTP/2 200\naccess-control-allow-origin: *\n"
    assert read_paste(f"{passed}\n{HTTP_1}").status == 401
    assert read_paste(f"{HTTP_1}\n\n{passed}").status == 401


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("curl https://a.example/x", "curl command", id="cURL"),
        pytest.param('fetch("https://a.example/x")', "fetch call", id="fetch"),
        pytest.param("TypeError: Failed to fetch", "a browser's error without an answer", id="JS"),
        pytest.param(
            "Task timed out after 3.00 seconds", "log of a Lambda function", id="CloudWatch"
        ),
        pytest.param("https://a/?error=invalid_grant", "address with an OAuth error", id="OAuth"),
        pytest.param("it does not work", "words", id="words"),
    ],
)
def test_the_form_is_named(text: str, form: str) -> None:
    assert read_paste(text).excerpts[0].form == form


def test_what_no_reader_took_is_counted() -> None:
    assert read_paste(f"Hello,\nthis happened:\n\n{HTTP_1}").ignored == 2


def test_a_status_line_beyond_599_is_none() -> None:
    assert read_paste("HTTP/2 999\n\n{}").status is None


@pytest.mark.parametrize("told", ["true", "99999999999999999999", '"x"', "0", "[]"])
def test_a_status_that_is_none_is_not_believed(told: str) -> None:
    assert read_paste(f'{{"__type": "XException", "http_status": {told}}}').status == 400


def test_of_a_long_paste_the_telling_lines_are_read() -> None:
    filler = "nothing to see here\n" * 5_000
    reading = read_paste(f"{filler}{HTTP_1}\n{filler}")
    assert (reading.status, reading.is_cut) == (401, True)


def test_no_token_of_a_reading_is_in_its_repr() -> None:
    reading = read_paste('HTTP/1.1 200 OK\nset-cookie: secret-1\n\n{"id_token":"secret-2"}')
    assert "secret" not in repr(reading)
