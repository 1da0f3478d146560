"""The address of a file that a page offers, spoken to as a browser would."""

import gc
from pathlib import Path

import pytest
from starlette.routing import Router

from pages._server.middleware import LoopbackGuard
from pages._server.own_routes.download_route import Download, DownloadDesk, download_route
from pages._server.session_store import SessionStore
from tests.file_modes import is_private
from tests.pages._server.asgi_client import Answer, AsgiClient

HOST = "localhost:8501"


@pytest.fixture
def store() -> SessionStore:
    return SessionStore()


@pytest.fixture
def cookie(store: SessionStore) -> str:
    return store.cookies.issue()


@pytest.fixture
def desk() -> DownloadDesk:
    return DownloadDesk()


def offered(
    desk: DownloadDesk, store: SessionStore, cookie: str, *, once: Path | None = None
) -> Download:
    session = store.open(cookie)
    assert session is not None
    return desk.offer(
        Download(
            name="users.csv",
            kind="text/csv",
            pieces=lambda: iter([b"ann,", b"bob"]),
            session=session,
            once=desk.once(once) if once else None,
        )
    )


def ask(desk: DownloadDesk, store: SessionStore, cookie: str, path: str, **headers: str) -> Answer:
    client = AsgiClient(LoopbackGuard(Router([download_route(desk, store)])), HOST)
    sent = {"cookie": f"authorizer_lab_session_8501={cookie}", **headers}
    return client.get(path, sent)


def test_the_browser_that_is_offered_a_file_gets_it_and_no_cache_keeps_it(
    desk: DownloadDesk, store: SessionStore, cookie: str
) -> None:
    download = offered(desk, store, cookie)
    for _ in range(2):
        answer = ask(desk, store, cookie, download.address)
        assert (answer.status, answer.body) == (200, b"ann,bob")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="users.csv"'


def test_no_other_browser_gets_it(desk: DownloadDesk, store: SessionStore, cookie: str) -> None:
    download = offered(desk, store, cookie)
    other = store.cookies.issue()
    assert ask(desk, store, other, download.address).status == 404
    store.open(other)
    assert ask(desk, store, other, download.address).status == 404
    assert ask(desk, store, "", download.address).status == 404


def test_another_site_does_not_get_it_even_with_the_cookie(
    desk: DownloadDesk, store: SessionStore, cookie: str
) -> None:
    address = offered(desk, store, cookie).address
    assert ask(desk, store, cookie, address, origin="http://evil.example").status == 403


def test_what_is_given_once_is_given_to_one_tab_once_by_this_server_and_the_next(
    desk: DownloadDesk, store: SessionStore, cookie: str, tmp_path: Path
) -> None:
    path = tmp_path / "import.passwords.csv"
    first = offered(desk, store, cookie, once=path)
    second = offered(desk, store, cookie, once=path)
    assert ask(desk, store, cookie, first.address).body == b"ann,bob"
    assert ask(desk, store, cookie, first.address).status == 404
    assert ask(desk, store, cookie, second.address).status == 404
    assert desk.once(path).is_set()
    later = DownloadDesk()
    assert ask(later, store, cookie, offered(later, store, cookie, once=path).address).status == 404
    assert is_private(tmp_path / "import.passwords.given")


def test_where_the_disk_takes_no_mark_this_server_still_gives_it_once(
    desk: DownloadDesk, store: SessionStore, cookie: str, tmp_path: Path
) -> None:
    download = offered(desk, store, cookie, once=tmp_path / "gone" / "import.passwords.csv")
    assert ask(desk, store, cookie, download.address).status == 200
    assert ask(desk, store, cookie, download.address).status == 404


def test_a_renewed_session_still_gets_it(
    desk: DownloadDesk, store: SessionStore, cookie: str
) -> None:
    download = offered(desk, store, cookie)
    renewal = store.renew(cookie)
    assert renewal is not None
    assert ask(desk, store, renewal.cookie, download.address).status == 200
    assert ask(desk, store, cookie, download.address).status == 404


def test_what_the_tab_no_longer_holds_is_gone(
    desk: DownloadDesk, store: SessionStore, cookie: str
) -> None:
    address = offered(desk, store, cookie).address
    gc.collect()
    assert ask(desk, store, cookie, address).status == 404


def test_it_tells_nothing_of_what_is_in_it(
    desk: DownloadDesk, store: SessionStore, cookie: str
) -> None:
    download = offered(desk, store, cookie)
    assert download.ticket not in repr(download)
