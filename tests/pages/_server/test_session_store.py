"""Browser sessions: whose cookie opens which session, for how long, and how many there are."""

import pytest

from pages._server.session_cookies import SessionCookies
from pages._server.session_store import BrowserSession, SessionStore
from services.traffic.exchange import Exchange


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_same_cookie_opens_the_same_session_and_another_cookie_another_one() -> None:
    store = SessionStore()
    ada, bob = store.cookies.issue(), store.cookies.issue()
    opened = store.open(ada)
    opened.signed_in_username = "ada"
    assert store.open(ada) is opened
    assert store.open(bob).signed_in_username == ""


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda ours: "", id="an empty value"),
        pytest.param(lambda ours: "0" * 108, id="a value of the right length"),
        pytest.param(lambda ours: "0" * 64 + "." + "0" * 43, id="a value of the right form"),
        pytest.param(
            lambda ours: ours[:-1] + ("0" if ours[-1] != "0" else "1"), id="another signature"
        ),
        pytest.param(
            lambda ours: ours[:-1] + chr(ord(ours[-1]) + 1), id="the same signature's other text"
        ),
        pytest.param(lambda ours: "f" * 64 + ours[64:], id="another identifier, our signature"),
        pytest.param(lambda ours: ours + "00", id="our value made longer"),
        pytest.param(lambda ours: ours[:64], id="the identifier alone"),
        pytest.param(lambda ours: SessionCookies().issue(), id="another process's value"),
        pytest.param(lambda ours: "é\ud800" * 64, id="characters that no cookie has"),
    ],
)
def test_a_cookie_that_we_did_not_issue_opens_nothing(forge) -> None:
    store = SessionStore()
    ours = store.cookies.issue()
    store.open(ours)
    assert store.open(forge(ours)) is None
    assert len(store) == 1


def test_a_cookie_has_256_random_bits_and_no_two_are_alike() -> None:
    cookies = SessionCookies()
    first, second = cookies.issue(), cookies.issue()
    assert len(first) == 108
    assert len(bytes.fromhex(first[:64])) == 32
    assert first[:64] != second[:64]


def test_a_renewed_session_goes_on_under_its_new_cookie_and_the_old_one_opens_an_empty_one() -> (
    None
):
    store = SessionStore()
    old = store.cookies.issue()
    session = store.open(old)
    renewal = store.renew(old)
    session.signed_in_username = "ada"
    assert renewal is not None
    assert renewal.cookie != old
    assert store.open(renewal.cookie) is session
    assert store.open(old) is not session
    assert store.open(old).signed_in_username == ""
    assert store.was_left_behind(old)
    assert not store.was_left_behind(renewal.cookie)


def test_a_ticket_brings_the_new_cookie_once() -> None:
    store = SessionStore()
    old = store.cookies.issue()
    renewal = store.renew(old)
    assert store.is_waiting(renewal)
    assert store.redeem("made up", old) == ""
    assert store.redeem(renewal.ticket, old) == renewal.cookie
    assert not store.is_waiting(renewal)
    assert store.redeem(renewal.ticket, old) == ""


def test_the_cookie_that_a_ticket_replaces_is_left_behind() -> None:
    store = SessionStore()
    old = store.cookies.issue()
    first, second = store.renew(old), store.renew(old)
    signed_in = store.open(first.cookie)
    store.redeem(first.ticket, old)
    store.redeem(second.ticket, first.cookie)
    assert store.open(first.cookie) is not signed_in
    assert store.was_left_behind(first.cookie)


def test_a_cookie_that_we_did_not_issue_is_not_renewed() -> None:
    assert SessionStore().renew(SessionCookies().issue()) is None


def test_a_renewal_shows_no_secret() -> None:
    store = SessionStore()
    renewal = store.renew(store.cookies.issue())
    assert renewal.cookie not in repr(renewal)
    assert renewal.ticket not in repr(renewal)


def test_renewals_are_bounded() -> None:
    store = SessionStore(most_sessions=2)
    renewals = [store.renew(store.cookies.issue()) for _ in range(3)]
    assert [store.is_waiting(each) for each in renewals] == [False, True, True]
    assert len(store) == 2


@pytest.mark.parametrize(
    ("idle_seconds", "is_kept"),
    [
        pytest.param(59.0, True, id="used within the limit: kept"),
        pytest.param(60.0, False, id="idle for the limit: forgotten"),
    ],
)
def test_an_idle_session_is_forgotten(idle_seconds: float, is_kept: bool) -> None:
    clock = Clock()
    store = SessionStore(clock=clock, idle_seconds=60.0)
    cookie = store.cookies.issue()
    store.open(cookie).signed_in_username = "ada"
    clock.now += idle_seconds
    assert (store.open(cookie).signed_in_username == "ada") is is_kept


def test_a_session_in_use_outlives_the_idle_limit() -> None:
    clock = Clock()
    store = SessionStore(clock=clock, idle_seconds=60.0)
    cookie = store.cookies.issue()
    opened = store.open(cookie)
    for _ in range(5):
        clock.now += 40.0
        assert store.open(cookie) is opened


def test_the_store_is_bounded_and_drops_the_session_used_longest_ago() -> None:
    store = SessionStore(most_sessions=2)
    first, second, third = (store.cookies.issue() for _ in range(3))
    kept, dropped = store.open(first), store.open(second)
    store.open(first)
    store.open(third)
    assert len(store) == 2
    assert store.open(first) is kept
    assert store.open(second) is not dropped


def test_forgetting_drops_what_signing_in_gave() -> None:
    store = SessionStore()
    session = store.open(store.cookies.issue())
    session.signed_in_username = "ada"
    session.tokens = object()
    session.history.append(object())
    session.forget()
    assert (session.signed_in_username, session.tokens, len(session.history)) == ("", None, 0)


def _call(call_id: str) -> Exchange:
    return Exchange(
        id=call_id,
        label="A call",
        started_at=0.0,
        duration_ms=1.0,
        method="GET",
        url="http://127.0.0.1/",
        request_headers=(),
    )


def test_explanations_go_with_the_calls_they_explain() -> None:
    session = BrowserSession()
    for number in range(60):
        session.keep(_call(str(number)), f"Explanation {number}.")
    assert list(session.explanations) == [str(number) for number in range(10, 60)]
    session.clear_history()
    assert (len(session.history), session.explanations) == (0, {})


def test_a_page_goes_through_the_calls_while_another_tab_adds_one() -> None:
    session = BrowserSession()
    session.keep(_call("first"), "An explanation.")
    seen = []
    for each in session.calls:
        session.keep(_call("of the other tab"), "Another explanation.")
        seen.append(each.id)
    assert seen == ["first"]
    assert [each.id for each in session.calls] == ["first", "of the other tab"]
    assert list(session.explanations) == ["first", "of the other tab"]


def test_the_history_keeps_the_last_fifty_calls() -> None:
    store = SessionStore()
    session = store.open(store.cookies.issue())
    session.history.extend(range(60))
    assert list(session.history) == list(range(10, 60))


def test_tokens_stay_out_of_the_repr() -> None:
    store = SessionStore()
    session = store.open(store.cookies.issue())
    session.tokens = "eyJsecret"
    assert "eyJsecret" not in repr(session)


def test_a_session_that_was_signed_in_and_is_forgotten_for_its_age_is_known_to_have_ended() -> None:
    clock = Clock()
    store = SessionStore(clock=clock)
    ada, visitor = store.cookies.issue(), store.cookies.issue()
    store.open(ada).signed_in_username = "ada"
    store.open(visitor)
    clock.now += 8 * 3600 - 1
    assert store.open(ada).signed_in_username == "ada"
    assert not store.has_ended(ada)
    clock.now += 8 * 3600
    assert store.open(ada).signed_in_username == ""
    assert store.has_ended(ada)
    assert not store.has_ended(visitor)  # nothing was lost
    renewal = store.renew(ada)
    assert not store.has_ended(renewal.cookie)


def test_no_more_ended_sessions_are_remembered_than_there_may_be_sessions() -> None:
    clock = Clock()
    store = SessionStore(clock=clock, most_sessions=2)
    cookies = [store.cookies.issue() for _ in range(3)]
    for cookie in cookies:
        store.open(cookie).signed_in_username = "ada"
        clock.now += 8 * 3600
    store.open(store.cookies.issue())
    assert [store.has_ended(cookie) for cookie in cookies] == [False, True, True]


def test_visitors_do_not_push_out_who_is_signed_in() -> None:
    store = SessionStore(most_sessions=3)
    signed_in = store.cookies.issue()
    session = store.open(signed_in)
    assert session is not None
    session.tokens, session.signed_in_username = object(), "maya"
    for _ in range(10):
        store.open(store.cookies.issue())
    assert len(store) == 3
    assert store.find(signed_in) is session
    assert not store.has_ended(signed_in)


def test_five_hundred_browsers_that_try_to_sign_in_and_2000_made_up_cookies_sign_nobody_out() -> (
    None
):
    store = SessionStore()
    signed_in = store.cookies.issue()
    session = store.open(signed_in)
    assert session is not None
    session.tokens, session.signed_in_username = object(), "maya"
    for _ in range(500):
        visitor = store.cookies.issue()
        store.open(visitor)
        store.renew(visitor)
    for _ in range(2000):
        assert store.open(SessionCookies().issue()) is None
    assert len(store) == 200
    assert store.find(signed_in) is session
    assert not store.was_left_behind(signed_in)


def test_of_too_many_signed_in_the_one_unused_for_longest_is_told_that_it_ended() -> None:
    store = SessionStore(most_sessions=2)
    cookies = [store.cookies.issue() for _ in range(3)]
    for cookie in cookies:
        session = store.open(cookie)
        assert session is not None
        session.tokens, session.signed_in_username = object(), "maya"
    assert [store.find(cookie) is None for cookie in cookies] == [True, False, False]
    assert [store.has_ended(cookie) for cookie in cookies] == [True, False, False]
