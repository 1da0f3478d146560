"""What a page is told of its browser's sign-in, and the mark that outlives the server."""

import asyncio
from http.cookies import SimpleCookie
from typing import Any

import pytest

from pages._server.own_routes.sign_in_mark import mark_headers, mark_name
from pages._server.own_routes.state_route import state_route
from pages._server.session_cookies import SessionCookies
from pages._server.session_store import SessionStore
from services.api.sign_in import TokenSet

HOST = "localhost:8501"
MARK = "authorizer_lab_signed_in_8501"
TOKENS = TokenSet(
    id_token="an ID token", access_token="a", refresh_token="r", expires_in=1, obtained_at=0.0
)
SIGNED_IN = "0ee4469a"  # the fingerprint of "an ID token"


@pytest.fixture
def store() -> SessionStore:
    return SessionStore()


def _signed_in(store: SessionStore) -> str:
    cookie = store.cookies.issue()
    session = store.open(cookie)
    assert session is not None
    session.tokens = TOKENS
    return cookie


def test_the_word_follows_a_cookie_from_a_visitor_to_one_left_behind(store: SessionStore) -> None:
    cookie = store.cookies.issue()
    assert store.word(cookie) == "nobody"
    session = store.open(cookie)
    assert session is not None
    session.tokens = TOKENS
    assert store.word(cookie) == SIGNED_IN
    session.forget()
    assert store.word(cookie) == "nobody"
    renewal = store.renew(cookie)
    assert renewal is not None
    assert (store.word(cookie), store.word(renewal.cookie)) == ("moving", "nobody")
    store.redeem(renewal.ticket, cookie)
    assert (store.word(cookie), store.word(renewal.cookie)) == ("left", "nobody")
    assert store.word(SessionCookies().issue()) == "unknown"


@pytest.mark.parametrize(
    ("word", "mark", "is_set", "is_removed"),
    [
        pytest.param(SIGNED_IN, "", True, False, id="signed in, no mark yet: set"),
        pytest.param(SIGNED_IN, "other", True, False, id="signed in again: set anew"),
        pytest.param(SIGNED_IN, "own", False, False, id="signed in and marked: nothing"),
        pytest.param("nobody", "own", False, True, id="signed out: removed"),
        pytest.param("nobody", "other", False, False, id="lost with another server: kept"),
        pytest.param("nobody", "", False, False, id="a visitor: nothing"),
        pytest.param("moving", "own", False, False, id="about to sign in: nothing"),
        pytest.param("left", "own", False, False, id="left behind: nothing"),
        pytest.param("unknown", "other", False, False, id="before it has a cookie: kept"),
    ],
)
def test_the_mark_is_put_right(
    store: SessionStore, word: str, mark: str, *, is_set: bool, is_removed: bool
) -> None:
    present = {"own": store.cookies.process}.get(mark, mark)
    headers = mark_headers(store, HOST, word, present)
    assert len(headers) == (is_set or is_removed)
    if headers:
        cookie = SimpleCookie(headers[0][1].decode())[MARK]
        assert cookie.value == (store.cookies.process if is_set else "")
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/")
        assert (cookie["max-age"] == "0") is is_removed


def test_the_mark_of_one_lab_is_not_that_of_another_on_the_same_host() -> None:
    assert mark_name(HOST) == MARK
    assert mark_name("localhost:8502") == "authorizer_lab_signed_in_8502"


async def _told(store: SessionStore, cookie: str, act: Any) -> list[Any]:
    """Connect with the cookie, do `act` once told, and return what was sent until the close."""
    sent: list[Any] = []
    arriving: asyncio.Queue[Any] = asyncio.Queue()
    arriving.put_nowait({"type": "websocket.connect"})

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 2:
            act()

    session = f"authorizer_lab_session_8501={cookie}"
    headers = [(b"host", HOST.encode()), (b"cookie", session.encode())]
    scope = {"type": "websocket", "path": "/lab/state", "headers": headers, "query_string": b""}
    async with asyncio.timeout(20):
        await state_route(lambda: "a", store, 0.001).handle(scope, arriving.get, send)
    return sent


def test_a_sign_out_in_another_tab_is_told_and_the_page_comes_again(store: SessionStore) -> None:
    cookie = _signed_in(store)
    session = store.find(cookie)
    assert session is not None
    sent = asyncio.run(_told(store, cookie, session.forget))
    assert dict(sent[0]["headers"])[b"set-cookie"].startswith(f"{MARK}=".encode())
    assert [each["text"] for each in sent[1:3]] == [f"a\n{SIGNED_IN}", "a\nnobody"]
    assert sent[3]["code"] == 4001


def test_a_cookie_left_behind_brings_the_page_back_with_its_new_one(store: SessionStore) -> None:
    cookie = store.cookies.issue()
    sent = asyncio.run(_told(store, cookie, lambda: store.renew(cookie)))
    assert [each["text"] for each in sent[1:3]] == ["a\nnobody", "a\nmoving"]
    assert sent[3]["code"] == 4001
