"""Which challenge sessions Cognito has handed out, to whom, and whether they are still good.

The texts of the refusals are reported in https://github.com/aws-amplify/amplify-js/issues/14330 and
https://github.com/aws-samples/amazon-cognito-passwordless-email-auth/issues/17, except EXPIRED,
whose wording was seen in public code only.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

INVALID = "Invalid session for the user."
USED = "Invalid session for the user, session can only be used once."
EXPIRED = "Invalid session for the user, session is expired."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeSession:
    """One question put to one user, through one client of one pool."""

    pool_id: str
    client_id: str
    username: str
    challenge: str


class ChallengeSessions:
    """Sessions by their token; in memory, since three minutes do not outlive a restart."""

    def __init__(self, *, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._open: dict[str, tuple[ChallengeSession, float]] = {}
        self._used: dict[str, float] = {}

    def issue(self, token: str, session: ChallengeSession, *, lifetime: float) -> None:
        """Remember `token`; `lifetime` is in seconds."""
        now = self._now()
        with self._lock:
            self._used = {key: until for key, until in self._used.items() if until > now}
            self._open = {
                key: (kept, until)
                for key, (kept, until) in self._open.items()
                if until + lifetime > now
            }
            self._open[token] = (session, now + lifetime)

    def claim(self, token: str, session: ChallengeSession) -> str | None:
        """Take `token` for one answer; return the refusal's text, or None when it is taken.

        Nobody else can claim it until it is given back.
        """
        with self._lock:
            if token in self._used:
                return USED
            known, until = self._open.get(token, (None, 0.0))
            if known != session:
                return INVALID
            if until <= self._now():
                return EXPIRED
            del self._open[token]
            self._used[token] = until
            return None

    def give_back(self, token: str, session: ChallengeSession) -> None:
        """Let `token` be answered again: the answer was refused (a wrong code, a weak password)."""
        with self._lock:
            until = self._used.pop(token, None)
            if until is not None:
                self._open[token] = (session, until)
