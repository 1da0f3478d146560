"""The address that gives a token to be copied, spoken to as a browser would."""

import pytest
from starlette.routing import Router

from pages._server.middleware import LoopbackGuard
from pages._server.own_routes.token_route import token_route
from pages._server.session_store import SessionStore
from services.api.sign_in import TokenSet
from services.traffic.redaction import fingerprint
from tests.pages._server.asgi_client import Answer, AsgiClient

HOST = "localhost:8501"
TOKENS = TokenSet(
    id_token="an-id-token",
    access_token="an-access-token",
    refresh_token="a-refresh-token",
    expires_in=3600,
    obtained_at=0.0,
)

SHOWN = {"id": TOKENS.id_token, "access": TOKENS.access_token, "refresh": TOKENS.refresh_token}


@pytest.fixture
def store() -> SessionStore:
    return SessionStore()


@pytest.fixture
def cookie(store: SessionStore) -> str:
    """The cookie of a browser that is signed in."""
    cookie = store.cookies.issue()
    session = store.open(cookie)
    assert session is not None
    session.tokens = TOKENS
    return cookie


def ask(
    store: SessionStore,
    cookie: str,
    path: str = "/lab/token/id",
    method: str = "POST",
    **headers: str,
) -> Answer:
    """Ask as the page of `TOKENS` does, unless other headers are given."""
    client = AsgiClient(LoopbackGuard(Router([token_route(store)])), HOST)
    sent = {
        "origin": f"http://{HOST}",
        "cookie": f"authorizer_lab_session_8501={cookie}",
        "x-lab-token-shown": fingerprint(SHOWN.get(path.rpartition("/")[2], "")),
        **headers,
    }
    return client.request(method, path, sent)


@pytest.mark.parametrize(
    ("use", "text"),
    [("id", b"an-id-token"), ("access", b"an-access-token"), ("refresh", b"a-refresh-token")],
)
def test_the_browser_that_is_signed_in_gets_its_token_and_no_cache_keeps_it(
    store: SessionStore, cookie: str, use: str, text: bytes
) -> None:
    answer = ask(store, cookie, f"/lab/token/{use}")
    assert (answer.status, answer.body) == (200, text)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("shown", ["", "12345678", fingerprint("the-id-token-of-before")])
def test_a_page_that_shows_another_token_does_not_get_this_one(
    store: SessionStore, cookie: str, shown: str
) -> None:
    answer = ask(store, cookie, **{"x-lab-token-shown": shown})
    assert (answer.status, answer.body) == (409, b"")
    assert answer.headers["cache-control"] == "no-store"


def test_asking_makes_no_session(store: SessionStore, cookie: str) -> None:
    before = len(store)
    for _ in range(3):
        assert ask(store, store.cookies.issue()).status == 404
    assert len(store) == before


def test_there_is_no_other_token(store: SessionStore, cookie: str) -> None:
    assert ask(store, cookie, "/lab/token/obtained_at").status == 404
    assert ask(store, cookie, "/lab/token/__class__").status == 404


@pytest.mark.parametrize("origin", ["http://localhost:9999", "http://evil.example", "null"])
def test_no_other_origin_gets_it_even_with_the_cookie(
    store: SessionStore, cookie: str, origin: str
) -> None:
    answer = ask(store, cookie, origin=origin)
    assert (answer.status, answer.body) == (403, b"Origin not allowed")


def test_a_link_or_an_image_cannot_fetch_it(store: SessionStore, cookie: str) -> None:
    assert ask(store, cookie, method="GET").status == 405


def test_a_browser_that_is_not_signed_in_gets_nothing(store: SessionStore, cookie: str) -> None:
    assert ask(store, store.cookies.issue()).status == 404
    assert ask(store, f"{cookie}x").status == 404
    assert ask(store, "").status == 404
    session = store.open(cookie)
    assert session is not None
    session.forget()
    answer = ask(store, cookie)
    assert (answer.status, answer.body) == (404, b"")
