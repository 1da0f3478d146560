"""JwksCache: a user pool's public keys, kept for a while; fetched by a callable passed in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.errors import TokenError
from services.single_flight import SingleFlight

KEPT_SECONDS = 3600.0
SECONDS_BETWEEN_REFETCHES = 60.0

Jwk = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeySet:
    keys: Mapping[str, Jwk]
    fetched_at: float


class JwksCache:
    """Signing keys by JWKS address and key id; safe to share between threads.

    An unknown key id fetches once more, because pools rotate keys, but at most once a minute:
    made-up key ids must not cause many requests to Cognito.
    """

    def __init__(self, fetch: Callable[[str], dict[str, Any]], clock: Callable[[], float]) -> None:
        """`fetch` returns the JWKS document of an address; `clock` returns epoch seconds."""
        self._fetch = fetch
        self._clock = clock
        self._sets: dict[str, _KeySet] = {}
        self._fetches = SingleFlight[str, _KeySet]()

    def key(self, jwks_url: str, kid: str) -> Jwk | None:
        """Return the key with this id, or None when the pool has no such key.

        Raises whatever `fetch` raises, and TokenError when the document is no key set.
        """
        known = self._sets.get(jwks_url)
        if known is None or self._age(known) >= self._usable_seconds(known, kid):
            known = self._renewed(jwks_url, known)
        return known.keys.get(kid)

    def keys(self, jwks_url: str) -> Mapping[str, Jwk]:
        """Return all keys of an address by key id, at most a minute old: pools rotate keys.

        Raises as `key` does.
        """
        known = self._sets.get(jwks_url)
        if known is None or self._age(known) >= SECONDS_BETWEEN_REFETCHES:
            known = self._renewed(jwks_url, known)
        return known.keys

    def _usable_seconds(self, known: _KeySet, kid: str) -> float:
        return KEPT_SECONDS if kid in known.keys else SECONDS_BETWEEN_REFETCHES

    def _age(self, known: _KeySet) -> float:
        return self._clock() - known.fetched_at

    def _renewed(self, jwks_url: str, known: _KeySet | None) -> _KeySet:
        def fetch_unless_done() -> _KeySet:
            newest = self._sets.get(jwks_url)  # another thread may just have fetched them
            return newest if newest and newest is not known else self._refetch(jwks_url)

        return self._fetches.run(jwks_url, fetch_unless_done)

    def _refetch(self, jwks_url: str) -> _KeySet:
        document = self._fetch(jwks_url)
        keys = document.get("keys") if isinstance(document, dict) else None
        if not isinstance(keys, list):
            raise TokenError(
                "The user pool's JWKS document holds no list of keys.",
                hint="Check the stack with `python -m infra_scripts status`.",
            )
        fresh = _KeySet(keys=_usable(keys), fetched_at=self._clock())
        self._sets[jwks_url] = fresh
        return fresh


def keys_by_id(text: str) -> Mapping[str, Jwk]:
    """Return the keys of a JWKS document by key id, none when the text is no such document."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    keys = document.get("keys") if isinstance(document, dict) else None
    return _usable(keys) if isinstance(keys, list) else {}


def _usable(keys: list[Any]) -> dict[str, Jwk]:
    named = [key for key in keys if isinstance(key, dict)]
    return {key["kid"]: key for key in named if isinstance(key.get("kid"), str)}
