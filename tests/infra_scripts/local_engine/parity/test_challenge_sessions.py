"""Challenge sessions against a clock: bound, once, and for their lifetime."""

from dataclasses import replace

import pytest

from infra_scripts.local_engine.parity.challenge_sessions import (
    ChallengeSession,
    ChallengeSessions,
)

SESSION = ChallengeSession(
    pool_id="pool", client_id="client", username="alice", challenge="NEW_PASSWORD_REQUIRED"
)
INVALID = "Invalid session for the user."


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> ChallengeSessions:
    made = ChallengeSessions(now=clock)
    made.issue("token", SESSION, lifetime=180.0)
    return made


def test_a_session_is_claimed_once(sessions: ChallengeSessions) -> None:
    assert sessions.claim("token", SESSION) is None
    assert (
        sessions.claim("token", SESSION)
        == "Invalid session for the user, session can only be used once."
    )


def test_a_session_given_back_is_good_again(sessions: ChallengeSessions) -> None:
    assert sessions.claim("token", SESSION) is None
    sessions.give_back("token", SESSION)
    assert sessions.claim("token", SESSION) is None


@pytest.mark.parametrize(
    ("seconds", "refusal"),
    [
        pytest.param(179.9, None, id="just in time"),
        pytest.param(
            180.0, "Invalid session for the user, session is expired.", id="just too late"
        ),
        pytest.param(
            300.0, "Invalid session for the user, session is expired.", id="much too late"
        ),
    ],
)
def test_a_session_lasts_its_lifetime(
    sessions: ChallengeSessions, clock: Clock, seconds: float, refusal: str | None
) -> None:
    clock.seconds += seconds
    assert sessions.claim("token", SESSION) == refusal


def test_giving_back_does_not_lengthen_the_lifetime(
    sessions: ChallengeSessions, clock: Clock
) -> None:
    clock.seconds += 100
    assert sessions.claim("token", SESSION) is None
    sessions.give_back("token", SESSION)
    clock.seconds += 100
    assert sessions.claim("token", SESSION) == "Invalid session for the user, session is expired."


@pytest.mark.parametrize(
    "other",
    [
        replace(SESSION, pool_id="other"),
        replace(SESSION, client_id="other"),
        replace(SESSION, username="bob"),
        replace(SESSION, challenge="SMS_MFA"),
    ],
    ids=["another pool", "another client", "another user", "another challenge"],
)
def test_a_session_is_bound_and_a_wrong_claim_does_not_use_it_up(
    sessions: ChallengeSessions, other: ChallengeSession
) -> None:
    assert sessions.claim("token", other) == INVALID
    assert sessions.claim("token", SESSION) is None


@pytest.mark.parametrize("token", ["", "made up"])
def test_an_unknown_token_is_invalid(sessions: ChallengeSessions, token: str) -> None:
    assert sessions.claim(token, SESSION) == INVALID


def test_giving_back_what_was_never_claimed_opens_nothing(sessions: ChallengeSessions) -> None:
    sessions.give_back("made up", SESSION)
    assert sessions.claim("made up", SESSION) == INVALID
