"""The driver on a plan that the test itself plays: bounds, Stop, and what backing off gains."""

import threading
from collections import Counter

import pytest

from services.errors import InputError
from services.limits.driver import LoadDriver
from services.limits.load import Load, PlanLimits
from services.limits.load_run import Answered, LoadRun, RunEnd
from services.traffic.exchange import Exchange

PLAN = PlanLimits(rate=10, burst=20, quota=60)


def answer(status: int, message: str = "") -> Exchange:
    return Exchange(
        id="x",
        label="",
        started_at=0,
        duration_ms=1,
        method="GET",
        url="",
        request_headers=(),
        status=status,
        response_headers=(("x-amzn-ErrorType", "E"),) if message else (),
        response_body=f'{{"message":"{message}"}}' if message else "",
    )


OK, THROTTLED = answer(200), answer(429, "Too Many Requests")
QUOTA = answer(429, "Limit Exceeded")


class Api:
    """Answers in turn, the last answer for ever."""

    def __init__(self, *answers: Exchange) -> None:
        self.answers, self.asked, self._lock = list(answers), 0, threading.Lock()

    def send(self) -> Exchange:
        with self._lock:
            self.asked += 1
            return self.answers[min(self.asked, len(self.answers)) - 1]


def drive(api: Api, load: Load, why_over: "list[RunEnd | None] | None" = None) -> LoadRun:
    run = LoadRun(plan=PLAN, load=load)
    ends = list(why_over or [])
    LoadDriver(
        send=api.send,
        why_over=lambda: ends.pop(0) if ends else None,
        uniform=lambda low, _: low,
    ).drive(run)
    return run


def test_every_piece_is_sent_once_by_a_client_that_sends_on() -> None:
    run = drive(Api(OK, OK, THROTTLED, QUOTA), Load(rate=40, seconds=1))
    assert run.end is RunEnd.DONE
    assert run.counts() == Counter({Answered.LET_IN: 2, Answered.THROTTLED: 1, Answered.QUOTA: 37})
    assert sorted(call.piece for call in run.calls) == list(range(40))
    assert (run.done, run.quota_left) == (2, 58)
    assert run.samples[Answered.QUOTA].response_body == '{"message":"Limit Exceeded"}'


def test_a_client_that_backs_off_gets_the_refused_pieces_done() -> None:
    run = drive(Api(*[THROTTLED] * 5, OK), Load(rate=10, seconds=1, backs_off=True))
    assert run.end is RunEnd.DONE
    assert run.done == 10
    assert {call.piece for call in run.calls if call.answered is Answered.LET_IN} == set(range(10))
    assert run.counts()[Answered.THROTTLED] == 5


def test_a_client_that_backs_off_stops_where_the_quota_is_used_up() -> None:
    api = Api(OK, QUOTA)
    run = drive(api, Load(rate=10, seconds=5, backs_off=True))
    assert run.end is RunEnd.GAVE_UP
    assert api.asked < 50


def test_it_gives_up_a_piece_after_its_last_try() -> None:
    api = Api(THROTTLED)
    run = drive(api, Load(rate=1, seconds=1, backs_off=True))
    assert (run.done, api.asked, run.end) == (0, 12, RunEnd.DONE)


@pytest.mark.parametrize("end", [RunEnd.STOPPED, RunEnd.LEFT])
def test_a_run_that_is_over_before_it_begins_makes_no_call(end: RunEnd) -> None:
    api = Api(OK)
    run = drive(api, Load(rate=40, seconds=20), [end])
    assert (run.end, api.asked, run.calls) == (end, 0, [])


def test_a_stop_leaves_the_rest_of_the_pieces_unsent() -> None:
    api = Api(OK)
    run = drive(api, Load(rate=40, seconds=20), [None, None, None, RunEnd.STOPPED])
    assert run.end is RunEnd.STOPPED
    assert 0 < api.asked == len(run.calls) < 800


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [
        pytest.param(0, 1, id="no rate"),
        pytest.param(41, 1, id="too fast"),
        pytest.param(1, 21, id="too long"),
    ],
)
def test_a_load_beyond_its_bounds_is_refused(rate: int, seconds: int) -> None:
    with pytest.raises(InputError):
        Load(rate=rate, seconds=seconds)


def test_a_sender_that_breaks_ends_the_run() -> None:
    def broken() -> bool:
        raise RuntimeError

    run = LoadRun(plan=PLAN, load=Load(rate=1, seconds=1))
    with pytest.raises(RuntimeError):
        LoadDriver(send=Api(OK).send, why_over=broken).drive(run)
    assert run.end is RunEnd.FAILED
