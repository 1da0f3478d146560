"""HttpRecorder against a loopback server: what is sent, what is kept, what fails and how."""

from typing import Any

import pytest

from services.traffic.recorder import HttpRecorder
from tests.services.canned_api import Answer, CannedApi


def test_the_exchange_holds_both_sides(api: CannedApi, recorder: HttpRecorder) -> None:
    api.answer = Answer(status=418, body='{"tea": "ü"}', headers=(("X-Kind", "Pot"),))
    exchange = recorder.send("GET", f"{api.url}/x?y=1", label="Tea", headers={"X-Cup": "1"})
    assert (exchange.id, exchange.label, exchange.started_at) == ("exchange-1", "Tea", 1000.0)
    assert (exchange.method, exchange.url) == ("GET", f"{api.url}/x?y=1")
    assert exchange.request_headers == (("X-Cup", "1"),)
    assert (exchange.status, exchange.reason) == (418, "I'm a Teapot")
    assert exchange.response_body == '{"tea": "ü"}'
    assert exchange.response_header("x-kind") == "Pot"
    assert (exchange.failure, exchange.request_body) == ("", None)
    assert exchange.duration_ms > 0


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        pytest.param({"a": "ü"}, '{"a": "\\u00fc"}', id="a value is sent as JSON"),
        pytest.param([1], "[1]", id="a list too"),
        pytest.param("{not json ü", "{not json ü", id="text is sent as it is"),
        pytest.param("", "", id="empty text is an empty body"),
    ],
)
def test_bodies(api: CannedApi, recorder: HttpRecorder, body: Any, sent: str) -> None:
    exchange = recorder.send("POST", api.url, label="x", body=body)
    assert (api.requests[0].body, exchange.request_body) == (sent, sent)
    assert api.requests[0].header("Content-Type") == "application/json"


def test_a_request_without_body_has_no_content_type(api: CannedApi, recorder: HttpRecorder) -> None:
    recorder.send("GET", api.url, label="x")
    assert api.requests[0].header("Content-Type") is None


def test_a_content_type_of_the_caller_is_kept(api: CannedApi, recorder: HttpRecorder) -> None:
    recorder.send("POST", api.url, label="x", headers={"Content-Type": "text/plain"}, body="a")
    assert api.requests[0].header("Content-Type") == "text/plain"


def test_a_redirect_is_an_answer_and_not_followed(api: CannedApi, recorder: HttpRecorder) -> None:
    api.answer = Answer(status=302, headers=(("Location", f"{api.url}/elsewhere"),))
    assert recorder.send("GET", api.url, label="x").status == 302
    assert len(api.requests) == 1


def test_a_cookie_of_one_answer_does_not_travel_with_the_next_request(
    api: CannedApi, recorder: HttpRecorder
) -> None:
    api.answer = Answer(headers=(("Set-Cookie", "session=of-another-user; Path=/"),))
    recorder.send("GET", api.url, label="x")
    recorder.send("GET", api.url, label="x")
    assert api.requests[1].header("Cookie") is None


def test_octets_that_are_not_utf_8_are_replaced(api: CannedApi, recorder: HttpRecorder) -> None:
    api.answer = Answer(body=b"a\xffb")
    assert recorder.send("GET", api.url, label="x").response_body == "a\ufffdb"


@pytest.mark.parametrize("use_proxies", [False, True])
def test_a_proxy_of_the_host_applies_only_when_asked(
    api: CannedApi, monkeypatch: pytest.MonkeyPatch, use_proxies: bool
) -> None:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")
    exchange = HttpRecorder(use_proxies=use_proxies).send("GET", api.url, label="x")
    assert (exchange.status is None) is use_proxies


@pytest.mark.parametrize(
    ("url", "headers", "failure"),
    [
        pytest.param(
            "http://127.0.0.1:1/",
            {},
            "No connection: nothing answers at this address.",
            id="nobody listens",
        ),
        pytest.param(
            "http://127.0.0.1:1/",
            {"Authorization": "Bearer secret\nX-Other: 1"},
            "The header value is not allowed in HTTP: a line break, or a space at its start.",
            id="a line break in a header",
        ),
        pytest.param(
            "http://127.0.0.1:1/",
            {"Authorization": " secret"},
            "The header value is not allowed in HTTP: a line break, or a space at its start.",
            id="a space before a header's value",
        ),
        pytest.param(
            "http://127.0.0.1:1/",
            {"Authorization": "secret\ud800"},
            "The request could not be sent (UnicodeEncodeError).",
            id="half a surrogate pair in a header",
        ),
        pytest.param(
            "not-an-address", {}, "The request could not be sent (MissingSchema).", id="no address"
        ),
    ],
)
def test_no_answer_is_a_failure_in_words_that_repeat_no_header(
    recorder: HttpRecorder, url: str, headers: dict[str, str], failure: str
) -> None:
    exchange = recorder.send("GET", url, label="x", headers=headers)
    assert (exchange.status, exchange.failure) == (None, failure)


def test_text_beyond_ascii_in_a_header_is_sent_as_utf_8(
    api: CannedApi, recorder: HttpRecorder
) -> None:
    recorder.send("GET", api.url, label="x", headers={"Authorization": "tökén"})
    received = api.requests[0].header("Authorization") or ""
    assert received.encode("latin-1").decode("utf-8") == "tökén"
