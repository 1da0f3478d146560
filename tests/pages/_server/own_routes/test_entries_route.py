"""The palette's entries go to our own page in a browser with our cookie, and to nobody else."""

import json

import pytest
from starlette.routing import Router

from pages._server.own_routes.entries_route import entries_route
from pages._server.session_cookies import SessionCookies
from tests.pages._server.asgi_client import AsgiClient

NAME = "authorizer_lab_session_8501"
ENTRY = {"kind": "User", "title": "ada", "address": "/admin_users?user=ada", "words": ""}


@pytest.fixture
def cookies() -> SessionCookies:
    return SessionCookies()


@pytest.fixture
def client(cookies: SessionCookies) -> AsgiClient:
    return AsgiClient(Router([entries_route(cookies, lambda: [ENTRY])]), "localhost:8501")


def test_our_own_page_gets_the_entries_which_no_cache_keeps(
    client: AsgiClient, cookies: SessionCookies
) -> None:
    headers = {"cookie": f"{NAME}={cookies.issue()}", "sec-fetch-site": "same-origin"}
    answer = client.get("/lab/entries", headers=headers)
    assert (answer.status, json.loads(answer.body)) == (200, [ENTRY])
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("cookie", "site"),
    [
        pytest.param(None, "same-origin", id="no cookie"),
        pytest.param("made-up", "same-origin", id="a cookie that we did not issue"),
        pytest.param("ours", "same-site", id="a page of another local port"),
        pytest.param("ours", "cross-site", id="another site"),
        pytest.param("ours", "none", id="an address typed in"),
    ],
)
def test_anybody_else_gets_nothing(
    client: AsgiClient, cookies: SessionCookies, cookie: str | None, site: str
) -> None:
    value = cookies.issue() if cookie == "ours" else cookie
    headers = {"sec-fetch-site": site, **({"cookie": f"{NAME}={value}"} if value else {})}
    answer = client.get("/lab/entries", headers=headers)
    assert (answer.status, answer.body) == (403, b"")
