"""BrowserSession and its store: what one browser holds between reloads, in this process only."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pages._server.limits.load_desk import LoadDesk
from pages._server.presenting.presenter_desk import PresenterDesk
from pages._server.session_cookies import SessionCookies
from services.scenarios.kept_results import KeptResults
from services.traffic.redaction import fingerprint

if TYPE_CHECKING:
    from services.api.sign_in import ChallengeRequired, TokenSet
    from services.authorizer.decision import Decision
    from services.revocation.race import Race
    from services.traffic.exchange import Exchange

HISTORY_LENGTH = 50
_TICKET_BYTES = 32
_IDLE_SECONDS = 8 * 3600.0
_MOST_SESSIONS = 200


def _empty_history() -> "deque[Exchange]":
    return deque(maxlen=HISTORY_LENGTH)


@dataclass(slots=True, kw_only=True)
class BrowserSession:
    """The tokens, open challenge, calls, races and scenarios of one browser.

    Its tabs share it. `races` are by the action's id, the last one of each; `scenarios` are the
    Authorizer lab's results, and `walked` what the walkthrough's steps gave, by the step: their
    tokens are of users made for a run. `loads` are the runs
    against limits, `presenter` what the window in presenter's mode shows.
    """

    tokens: "TokenSet | None" = field(default=None, repr=False)
    signed_in_username: str = ""
    challenge: "ChallengeRequired | None" = field(default=None, repr=False)
    history: "deque[Exchange]" = field(default_factory=_empty_history, repr=False)
    explanations: "dict[str, Decision | str]" = field(default_factory=dict, repr=False)
    races: "dict[str, Race]" = field(default_factory=dict, repr=False)
    scenarios: KeptResults = field(default_factory=KeptResults, repr=False)
    loads: LoadDesk = field(default_factory=LoadDesk, repr=False)
    walked: dict[str, Any] = field(default_factory=dict, repr=False)
    presenter: PresenterDesk = field(default_factory=PresenterDesk, repr=False)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """The new cookie of a session, and the ticket that brings it to the browser once."""

    cookie: str = field(repr=False)
    ticket: str = field(repr=False)


class SessionWord(StrEnum):
    """What `SessionStore.word` says of a cookie under which nobody is signed in."""

    UNKNOWN = "unknown"  # not one of ours, such as one of a server that ran before
    MOVING = "moving"  # its session has a new cookie, which the browser has not fetched yet
    LEFT = "left"  # its session has a new cookie
    NOBODY = "nobody"


class SessionStore:
    """Browser sessions by the hash of their cookie; bounded, and forgotten when idle.

    A session is renewed before a password is sent: it moves to a new cookie, and the old one opens
    an empty session from then on. So whoever planted or saw the old cookie does not get in with it.
    """

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
        self._tickets: OrderedDict[str, str] = OrderedDict()  # ticket -> the cookie it brings
        self._renewed: OrderedDict[str, str] = OrderedDict()  # key of a cookie left behind: ticket
        self._ended: OrderedDict[str, None] = OrderedDict()  # keys of the signed in, forgotten
        self._lock = threading.Lock()

    def open(self, cookie: str) -> BrowserSession | None:
        """Return the session of a cookie that we issued, a new one when it has none yet.

        None for any other cookie: a client does not choose its session.
        """
        if not self.cookies.is_ours(cookie):
            return None
        with self._lock:
            now = self._clock()
            self._drop_idle(now)
            _, session = self._sessions.pop(_key(cookie), (now, BrowserSession()))
            self._keep(cookie, session)
            return session

    def find(self, cookie: str) -> BrowserSession | None:
        """Return the session that a cookie has; asking neither makes one nor keeps it longer."""
        with self._lock:
            _, session = self._sessions.get(_key(cookie), (0.0, None))
            return session

    def renew(self, cookie: str) -> Renewal | None:
        """Move the session of this cookie to a new one; None for a cookie that is not ours."""
        session = self.open(cookie)
        if session is None:
            return None
        renewal = Renewal(cookie=self.cookies.issue(), ticket=secrets.token_urlsafe(_TICKET_BYTES))
        with self._lock:
            self._leave_behind(cookie, renewal.ticket)
            self._keep(renewal.cookie, session)
            self._tickets[renewal.ticket] = renewal.cookie
            _shorten(self._tickets, self._most_sessions)
        return renewal

    def redeem(self, ticket: str, presented: str) -> str:
        """Return the cookie that the ticket brings, "" for a ticket unknown or used.

        `presented` is the cookie that the browser had until now: it is left behind, too.
        """
        with self._lock:
            cookie = self._tickets.pop(ticket, "")
            if cookie and presented != cookie and self.cookies.is_ours(presented):
                self._leave_behind(presented, ticket)
            return cookie

    def is_waiting(self, renewal: Renewal) -> bool:
        """Tell whether the browser has not fetched the new cookie yet."""
        return renewal.ticket in self._tickets

    def was_left_behind(self, cookie: str) -> bool:
        """Tell whether the session of this cookie moved to another one."""
        return _key(cookie) in self._renewed

    def has_ended(self, cookie: str) -> bool:
        """Tell whether the session of this cookie was signed in and is forgotten since."""
        return _key(cookie) in self._ended

    def word(self, cookie: str) -> str:
        """Return a word that changes when the pages of this cookie have to be drawn anew.

        For a signed-in browser it is its ID token's fingerprint, which reveals nothing of it.
        """
        if not self.cookies.is_ours(cookie):
            return SessionWord.UNKNOWN
        if self.was_left_behind(cookie):
            is_moving = self._renewed.get(_key(cookie)) in self._tickets
            return SessionWord.MOVING if is_moving else SessionWord.LEFT
        session = self.find(cookie)
        tokens = session.tokens if session else None
        return fingerprint(tokens.id_token) if tokens else SessionWord.NOBODY

    def __len__(self) -> int:
        return len(self._sessions)

    def _keep(self, cookie: str, session: BrowserSession) -> None:
        self._sessions[_key(cookie)] = (self._clock(), session)  # the last one was used last
        while len(self._sessions) > self._most_sessions:
            self._drop(self._least_missed())

    def _least_missed(self) -> str:
        """Return the key of the session unused for longest, of the signed in only when all are.

        Never that of the last one: it was opened just now.
        """
        older = list(self._sessions.items())[:-1]
        keys = (key for key, (_, session) in older if session.tokens is None)
        return next(keys, older[0][0])

    def _drop(self, key: str) -> None:
        _, session = self._sessions.pop(key)
        if session.signed_in_username:
            self._ended[key] = None
            _shorten(self._ended, self._most_sessions)

    def _leave_behind(self, cookie: str, ticket: str) -> None:
        self._sessions.pop(_key(cookie), None)
        self._renewed[_key(cookie)] = ticket
        _shorten(self._renewed, self._most_sessions)

    def _drop_idle(self, now: float) -> None:
        while self._sessions:
            key, (used_at, _) = next(iter(self._sessions.items()))
            if now - used_at < self._idle_seconds:
                return
            self._drop(key)


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()


def _shorten(entries: "OrderedDict[str, Any]", most: int) -> None:
    """Drop the oldest entries beyond `most`."""
    while len(entries) > most:
        entries.popitem(last=False)
