"""The engine's keeper: opens, restarts what died, gives up on what keeps dying, closes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from infra_scripts.local_engine.self_test.report import SelfTestCheck, SelfTestReport
from pages._server.engine_keeper import EngineKeeper, EngineState
from services.errors import EngineError, PortTaken
from tests.waiting import until

PASSED = SelfTestReport(
    checks=(SelfTestCheck(id="no-token", sentence="No token is refused", passed=True, observed=""),)
)
FAILED = SelfTestReport(
    checks=(
        SelfTestCheck(
            id="no-token", sentence="No token is refused", passed=False, observed="status 200"
        ),
    )
)


@dataclass(kw_only=True)
class FakeEngine:
    pid: int
    self_test: SelfTestReport = PASSED
    saves: list[int]

    def require_saved(self) -> None:
        self.saves.append(self.pid)

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self.pid}"


@dataclass(kw_only=True)
class FakeSilence:
    is_long: bool = False
    is_hopeless: bool = False
    is_left_alone: bool = False
    engines: "FakeEngines"

    def look(self) -> None:
        pass

    def end(self) -> None:
        self.engines.alive.clear()
        self.is_long = self.is_hopeless = False


class FakeEngines:
    """Opens engines with the pids 1, 2, 3 ...; `kill` ends the one that runs."""

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0
        self.saves: list[int] = []
        self.alive: set[int] = set()
        self.dies_at_once = False
        self.refusal: EngineError | None = None
        self.report = PASSED
        self.now = 0.0
        self.silence = FakeSilence(engines=self)

    @contextmanager
    def open(self) -> Iterator[FakeEngine]:
        self.opened += 1
        if self.refusal is not None:
            raise self.refusal
        engine = FakeEngine(pid=self.opened, self_test=self.report, saves=self.saves)
        if not self.dies_at_once:
            self.alive.add(engine.pid)
        try:
            yield engine
        finally:
            self.closed += 1

    def is_alive(self, pid: int) -> bool:
        return pid in self.alive

    def clock(self) -> float:
        return self.now


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def keeper(engines: FakeEngines) -> Iterator[EngineKeeper]:
    keeper = EngineKeeper(
        engines.open, engines.is_alive, lambda _: engines.silence, engines.clock, look_seconds=0.01
    )
    yield keeper
    keeper.stop()


def test_a_started_engine_is_running_under_its_address(keeper: EngineKeeper) -> None:
    assert keeper.state is EngineState.STARTING
    keeper.start()
    assert keeper.wait_until_running(5) == "http://127.0.0.1:1"
    assert keeper.state is EngineState.RUNNING
    assert keeper.failed_checks == ()


def test_stopping_closes_the_engine(keeper: EngineKeeper, engines: FakeEngines) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    keeper.stop()
    assert (engines.opened, engines.closed) == (1, 1)
    assert keeper.state is EngineState.STOPPED


def test_an_engine_that_died_is_started_again(keeper: EngineKeeper, engines: FakeEngines) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    engines.alive.clear()
    until(lambda: keeper.endpoint_url == "http://127.0.0.1:2")
    assert keeper.starts == 2
    assert keeper.state is EngineState.RUNNING


def test_an_engine_that_dies_young_three_times_stays_stopped_until_asked(
    keeper: EngineKeeper, engines: FakeEngines
) -> None:
    engines.dies_at_once = True
    keeper.start()
    until(lambda: keeper.state is EngineState.STOPPED)
    assert engines.opened == 3
    engines.dies_at_once = False
    keeper.restart()
    assert keeper.wait_until_running(5) == "http://127.0.0.1:4"


def test_what_stops_an_engine_from_starting_is_told_where_people_look_and_nowhere_twice(
    keeper: EngineKeeper, engines: FakeEngines, caplog: pytest.LogCaptureFixture
) -> None:
    engines.refusal = PortTaken("Port 4566 is taken.")
    keeper.start()
    with pytest.raises(PortTaken, match="Port 4566 is taken"):
        keeper.wait_until_running(5)
    assert keeper.state is EngineState.STOPPED
    assert engines.opened == 1
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("report", "told"),
    [
        pytest.param(PASSED, (), id="a passed self-test: nothing"),
        pytest.param(FAILED, ("No token is refused: status 200",), id="a failed check: its words"),
        pytest.param(SelfTestReport(), ("The self-test did not run",), id="no self-test: that"),
    ],
)
def test_the_self_test_is_told(
    keeper: EngineKeeper, engines: FakeEngines, report: SelfTestReport, told: tuple[str, ...]
) -> None:
    engines.report = report
    keeper.start()
    keeper.wait_until_running(5)
    assert keeper.failed_checks == told


def test_waiting_too_long_is_an_error_and_not_a_hang(keeper: EngineKeeper) -> None:
    with pytest.raises(EngineError, match="not running"):
        keeper.wait_until_running(0.01)


def test_an_engine_that_does_not_answer_is_told_and_may_come_back_by_itself(
    keeper: EngineKeeper, engines: FakeEngines
) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    engines.silence.is_long = True
    until(lambda: keeper.state is EngineState.SILENT)
    with pytest.raises(EngineError, match="does not answer"):
        keeper.wait_until_running(0.01)
    engines.silence.is_long = False
    assert keeper.wait_until_running(5) == "http://127.0.0.1:1"
    assert (keeper.starts, keeper.error) == (1, None)


def test_an_engine_that_hangs_is_ended_and_another_one_started(
    keeper: EngineKeeper, engines: FakeEngines
) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    engines.silence.is_long = engines.silence.is_hopeless = True
    until(lambda: keeper.endpoint_url == "http://127.0.0.1:2")
    assert keeper.starts == 2


def test_one_that_somebody_started_to_run_on_is_left_alone_and_what_to_do_is_told(
    keeper: EngineKeeper, engines: FakeEngines
) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    engines.silence.is_left_alone = True
    engines.silence.is_long = engines.silence.is_hopeless = True
    until(lambda: keeper.state is EngineState.SILENT)
    assert keeper.error is not None
    assert "`python -m infra_scripts engine stop`" in keeper.error.hint
    assert engines.alive == {1}


def test_the_engine_that_runs_now_is_asked_to_save(
    keeper: EngineKeeper, engines: FakeEngines
) -> None:
    keeper.start()
    keeper.wait_until_running(5)
    engines.alive.clear()
    until(lambda: keeper.endpoint_url == "http://127.0.0.1:2")
    keeper.require_saved()
    assert engines.saves == [2]
