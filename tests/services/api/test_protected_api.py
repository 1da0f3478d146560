"""The protected API's client and its table of routes."""

import pytest

from services.api.protected_api import ProtectedApi
from services.api.routes import MY_API_ROUTES, route
from services.traffic.recorder import HttpRecorder
from tests.services.canned_api import Answer, CannedApi


def test_the_routes_are_the_five_of_the_contract_in_order() -> None:
    assert [
        (each.id, each.http_method, each.path, each.is_protected) for each in MY_API_ROUTES
    ] == [
        ("open", "GET", "/open", False),
        ("my_api", "GET", "/my-api", True),
        ("scoped", "GET", "/my-api/scoped", True),
        ("one_client", "GET", "/my-api/one-client", True),
        ("admins", "GET", "/my-api/admins", True),
    ]


@pytest.mark.parametrize("each", MY_API_ROUTES, ids=lambda each: each.id)
def test_every_route_is_explained_in_whole_sentences(each: object) -> None:
    assert hasattr(each, "explanation")
    assert each.explanation.count(". ") >= 1
    assert each.explanation.endswith(".")


def test_a_route_is_found_by_its_id() -> None:
    assert (route("scoped").path, route("scoped").accepts) == ("/my-api/scoped", "Access token")
    assert (route("open").is_protected, route("my_api").is_protected) == (False, True)


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        route("nowhere")


@pytest.mark.parametrize(
    ("authorization", "received"),
    [
        pytest.param(None, None, id="no header at all"),
        pytest.param("", "", id="an empty header"),
        pytest.param("eyJ.raw.token", "eyJ.raw.token", id="a raw token"),
        pytest.param("Bearer eyJ.raw.token", "Bearer eyJ.raw.token", id="a bearer token"),
        pytest.param("  two", None, id="a value that HTTP does not allow is not sent"),
    ],
)
def test_the_header_travels_exactly_as_given(
    api: CannedApi, recorder: HttpRecorder, authorization: str | None, received: str | None
) -> None:
    exchange = ProtectedApi(f"{api.url}/demo", recorder).call(route("my_api"), authorization)
    sent = [request.header("Authorization") for request in api.requests] or [None]
    assert sent == [received]
    assert exchange.label == "Protected"
    assert (exchange.status is None) == (authorization == "  two")


def test_the_answer_is_an_exchange_whatever_it_says(api: CannedApi, recorder: HttpRecorder) -> None:
    api.answer = Answer(status=401, body='{"message":"Unauthorized"}')
    exchange = ProtectedApi(f"{api.url}/demo", recorder).call(
        route("admins"), None, label="Without a token"
    )
    assert (exchange.status, exchange.response_body) == (401, '{"message":"Unauthorized"}')
    assert exchange.label == "Without a token"
    assert api.requests[0].path == "/demo/my-api/admins"


def test_no_answer_is_in_the_exchange_too(recorder: HttpRecorder) -> None:
    exchange = ProtectedApi("http://127.0.0.1:1/demo", recorder).call(route("open"), None)
    assert (exchange.status, exchange.failure) == (
        None,
        "No connection: nothing answers at this address.",
    )
