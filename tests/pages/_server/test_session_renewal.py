"""The address that brings a renewed cookie, spoken to as a browser would."""

from http.cookies import SimpleCookie

import pytest
from starlette.routing import Router

from pages._server.session_renewal import renewal_address, renewal_route
from pages._server.session_store import Renewal, SessionStore
from tests.pages._server.asgi_client import AsgiClient

NAME = "authorizer_lab_session_8501"


@pytest.fixture
def store() -> SessionStore:
    return SessionStore()


@pytest.fixture
def renewal(store: SessionStore) -> Renewal:
    renewed = store.renew(store.cookies.issue())
    assert renewed is not None
    return renewed


@pytest.fixture
def client(store: SessionStore) -> AsgiClient:
    return AsgiClient(Router([renewal_route(store)]), "localhost:8501")


def test_a_ticket_brings_the_private_cookie_in_an_image_that_no_cache_keeps(
    client: AsgiClient, renewal: Renewal
) -> None:
    answer = client.get(renewal_address(renewal.ticket))
    cookie = SimpleCookie(answer.headers["set-cookie"])[NAME]
    assert cookie.value == renewal.cookie
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "strict")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "no-store"
    assert renewal.cookie.encode() not in answer.body


@pytest.mark.parametrize(
    ("site", "is_given"),
    [
        pytest.param("same-origin", True, id="our own page"),
        pytest.param("same-site", False, id="a page of another local port"),
        pytest.param("cross-site", False, id="another site"),
        pytest.param("none", False, id="an address typed in"),
    ],
)
def test_only_our_own_page_fetches_it(
    client: AsgiClient, store: SessionStore, renewal: Renewal, site: str, is_given: bool
) -> None:
    answer = client.get(renewal_address(renewal.ticket), headers={"sec-fetch-site": site})
    assert ("set-cookie" in answer.headers) is is_given
    assert store.is_waiting(renewal) is not is_given


def test_a_ticket_that_was_used_brings_nothing(client: AsgiClient, renewal: Renewal) -> None:
    client.get(renewal_address(renewal.ticket))
    assert "set-cookie" not in client.get(renewal_address(renewal.ticket)).headers
