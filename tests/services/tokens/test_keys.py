"""The cache of public keys: how long it trusts, and how seldom it asks again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.errors import ApiUnreachable, TokenError
from services.tokens.keys import JwksCache

URL = "https://example.test/jwks.json"


class Pool:
    """A user pool's JWKS address and a clock, both moved by hand."""

    def __init__(self, *kids: str) -> None:
        self.now = 1000.0
        self.document: Any = {"keys": [{"kid": kid} for kid in kids]}
        self.fetched: list[str] = []
        self.cache = JwksCache(self.fetch, lambda: self.now)

    def fetch(self, url: str) -> Any:
        self.fetched.append(url)
        if isinstance(self.document, Exception):
            raise self.document
        return self.document

    def rotate(self, *kids: str) -> None:
        self.document = {"keys": [{"kid": kid} for kid in kids]}


def test_a_key_is_found_by_its_id_and_fetched_once() -> None:
    pool = Pool("one", "two")
    assert pool.cache.key(URL, "two") == {"kid": "two"}
    assert pool.cache.key(URL, "one") == {"kid": "one"}
    assert pool.fetched == [URL]


@pytest.mark.parametrize(
    ("seconds", "fetches"),
    [
        pytest.param(3599.9, 1, id="just within the hour: the kept keys"),
        pytest.param(3600.0, 2, id="the hour is over: fetched again"),
    ],
)
def test_keys_are_kept_for_an_hour(seconds: float, fetches: int) -> None:
    pool = Pool("one")
    pool.cache.key(URL, "one")
    pool.now += seconds
    pool.cache.key(URL, "one")
    assert len(pool.fetched) == fetches


@pytest.mark.parametrize(
    ("seconds", "found", "fetches"),
    [
        pytest.param(59.9, None, 1, id="within the minute: not asked again"),
        pytest.param(60.0, {"kid": "new"}, 2, id="a minute later: asked once more"),
    ],
)
def test_an_unknown_key_id_asks_again_but_not_more_than_once_a_minute(
    seconds: float, found: Any, fetches: int
) -> None:
    pool = Pool("old")
    pool.cache.key(URL, "old")
    pool.rotate("old", "new")
    pool.now += seconds
    assert pool.cache.key(URL, "new") == found
    assert len(pool.fetched) == fetches


def test_made_up_key_ids_do_not_make_us_hammer_the_pool() -> None:
    pool = Pool("one")
    assert [pool.cache.key(URL, f"made-up-{number}") for number in range(50)] == [None] * 50
    assert len(pool.fetched) == 1


def test_each_address_has_its_own_keys() -> None:
    pool = Pool("one")
    pool.cache.key(URL, "one")
    pool.rotate("two")
    assert pool.cache.key("https://example.test/other.json", "one") is None
    assert pool.cache.key(URL, "one") == {"kid": "one"}


@pytest.mark.parametrize(
    "document", [{}, {"keys": None}, [], None], ids=["empty", "null", "list", "nothing"]
)
def test_a_document_that_is_no_key_set_is_an_error(document: Any) -> None:
    pool = Pool()
    pool.document = document
    with pytest.raises(TokenError, match="holds no list of keys"):
        pool.cache.key(URL, "one")


def test_keys_without_a_usable_id_are_passed_over() -> None:
    pool = Pool()
    pool.document = {"keys": ["text", {"kty": "RSA"}, {"kid": ["one"]}, {"kid": "one"}]}
    assert pool.cache.key(URL, "one") == {"kid": "one"}


def test_a_failed_fetch_is_raised_and_tried_again_next_time() -> None:
    pool = Pool()
    pool.document = ApiUnreachable("No answer.")
    with pytest.raises(ApiUnreachable):
        pool.cache.key(URL, "one")
    pool.rotate("one")
    assert pool.cache.key(URL, "one") == {"kid": "one"}


@pytest.mark.parametrize(
    ("seconds", "kids", "fetches"),
    [
        pytest.param(59.9, ["old"], 1, id="within the minute: the kept keys"),
        pytest.param(60.0, ["new", "old"], 2, id="a minute later: fetched again"),
    ],
)
def test_all_keys_of_an_address_are_at_most_a_minute_old(
    seconds: float, kids: list[str], fetches: int
) -> None:
    pool = Pool("old")
    assert list(pool.cache.keys(URL)) == ["old"]
    pool.rotate("new", "old")
    pool.now += seconds
    assert list(pool.cache.keys(URL)) == kids
    assert len(pool.fetched) == fetches


def test_those_who_wait_for_a_fetch_share_its_failure() -> None:
    """Not one after the other: each may take half a minute on a cloud that does not answer."""
    pool, may_fail = Pool("one"), threading.Event()
    pool.document = ApiUnreachable("No answer in time.")
    fetch = pool.fetch

    def slow_fetch(url: str) -> Any:
        assert may_fail.wait(5)
        return fetch(url)

    cache = JwksCache(slow_fetch, lambda: pool.now)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(cache.keys, URL) for _ in range(8)]
        threading.Timer(0.2, may_fail.set).start()
    assert [type(each.exception()) for each in asked] == [ApiUnreachable] * 8
    assert pool.fetched == [URL]
