"""BrowserSession and its store: what one browser holds between reloads, in this process only."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.scenarios.kept_results import KeptResults

if TYPE_CHECKING:
    from services.api.sign_in import ChallengeRequired, TokenSet
    from services.authorizer.decision import Decision
    from services.revocation.race import Race
    from services.traffic.exchange import Exchange

HISTORY_LENGTH = 50
_ID_BYTES = 32
_MAC_CHARACTERS = 64
_IDLE_SECONDS = 8 * 3600.0
_MOST_SESSIONS = 200


def _empty_history() -> "deque[Exchange]":
    return deque(maxlen=HISTORY_LENGTH)


@dataclass(slots=True, kw_only=True)
class BrowserSession:
    """The tokens, open challenge, calls, races and scenarios of one browser.

    Its tabs share it. `races` are by the action's id, the last one of each; `scenarios` are the
    Authorizer lab's results, whose tokens are of users made for a run.
    """

    tokens: "TokenSet | None" = field(default=None, repr=False)
    signed_in_username: str = ""
    challenge: "ChallengeRequired | None" = field(default=None, repr=False)
    history: "deque[Exchange]" = field(default_factory=_empty_history, repr=False)
    explanations: "dict[str, Decision | str]" = field(default_factory=dict, repr=False)
    races: "dict[str, Race]" = field(default_factory=dict, repr=False)
    scenarios: KeptResults = field(default_factory=KeptResults, repr=False)

    @property
    def calls(self) -> "tuple[Exchange, ...]":
        """Return the history as it is now, the oldest first; another tab may add to it."""
        return tuple(self.history)

    def keep(self, exchange: "Exchange", explanation: "Decision | str") -> None:
        """Add a call to the history, with its decision or the sentence why there is none."""
        self.history.append(exchange)
        self.explanations[exchange.id] = explanation
        # Ids first: what another tab adds meanwhile is then in the history or not among them.
        explained = tuple(self.explanations)
        held = {each.id for each in self.calls}
        for gone in (each for each in explained if each not in held):
            self.explanations.pop(gone, None)

    def clear_history(self) -> None:
        self.history.clear()
        self.explanations.clear()

    def forget(self) -> None:
        """Drop what holds tokens: the signed-in user's, the challenge, calls and races."""
        self.tokens = None
        self.signed_in_username = ""
        self.challenge = None
        self.clear_history()
        self.races.clear()


class SessionCookies:
    """Issues cookie values and tells ours from others'; keeps none of them.

    A value is 256 random bits and their MAC under a key that lives as long as the process, so a
    value that a client made up, or that another process issued, is never adopted.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(_ID_BYTES)

    def issue(self) -> str:
        identifier = secrets.token_hex(_ID_BYTES)
        return identifier + self._mac(identifier)

    def is_ours(self, value: str) -> bool:
        identifier, mac = value[:-_MAC_CHARACTERS], value[-_MAC_CHARACTERS:]
        return hmac.compare_digest(mac.encode("utf-8", "replace"), self._mac(identifier).encode())

    def _mac(self, identifier: str) -> str:
        return hmac.new(
            self._key, identifier.encode("utf-8", "replace"), hashlib.sha256
        ).hexdigest()


class SessionStore:
    """Browser sessions by the hash of their cookie; bounded, and forgotten when idle."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        idle_seconds: float = _IDLE_SECONDS,
        most_sessions: int = _MOST_SESSIONS,
    ) -> None:
        self.cookies = SessionCookies()
        self._clock = clock
        self._idle_seconds = idle_seconds
        self._most_sessions = most_sessions
        self._sessions: OrderedDict[str, tuple[float, BrowserSession]] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, cookie: str) -> BrowserSession | None:
        """Return the session of a cookie that we issued, a new one when it has none yet.

        None for any other cookie: a client does not choose its session.
        """
        if not self.cookies.is_ours(cookie):
            return None
        key = hashlib.sha256(cookie.encode()).hexdigest()
        with self._lock:
            now = self._clock()
            self._drop_idle(now)
            _, session = self._sessions.pop(key, (now, BrowserSession()))
            self._sessions[key] = (now, session)  # the last one is the most recently used
            while len(self._sessions) > self._most_sessions:
                self._sessions.popitem(last=False)
            return session

    def __len__(self) -> int:
        return len(self._sessions)

    def _drop_idle(self, now: float) -> None:
        while self._sessions:
            key, (used_at, _) = next(iter(self._sessions.items()))
            if now - used_at < self._idle_seconds:
                return
            del self._sessions[key]
