"""A burst of calls waits in line; the log of a call is read without waiting for what is there."""

import asyncio
import queue
import threading

import pytest

from infra_scripts.local_engine.parity.invocation import draining, few_at_once


class WorkerOfTest:
    """As much of the engine's worker as the log's reader needs."""

    def __init__(self, *lines: str) -> None:
        self._stderr_queue: queue.Queue[str] = queue.Queue()
        for line in lines:
            self._stderr_queue.put(line)


def _never(*_arguments: object) -> str:
    raise AssertionError("the engine's own wait is replaced")


@pytest.mark.parametrize(
    ("lines", "log"),
    [
        pytest.param((), "", id="a silent function"),
        pytest.param(("one",), "one", id="one line"),
        pytest.param(("one", "two", "three"), "one\ntwo\nthree", id="several lines"),
    ],
)
def test_the_log_holds_every_line_that_is_there(lines: tuple[str, ...], log: str) -> None:
    assert draining(_never)(WorkerOfTest(*lines)) == log


def test_a_line_that_comes_a_moment_later_is_waited_for() -> None:
    worker = WorkerOfTest()
    threading.Timer(0.002, worker._stderr_queue.put, ["late"]).start()
    logs = [draining(_never)(worker) for _ in range(20)]
    assert "late" in logs


def test_a_function_that_never_stops_logging_does_not_hold_its_answer_back() -> None:
    class Endless:
        _stderr_queue = queue.Queue()  # type: ignore[var-annotated]

    Endless._stderr_queue.get = lambda timeout: "again"  # type: ignore[method-assign]
    assert set(draining(_never)(Endless()).splitlines()) == {"again"}


def test_eight_calls_of_a_burst_run_at_once_and_the_others_follow() -> None:
    running: list[int] = []
    most = 0

    async def call(number: int) -> int:
        nonlocal most
        running.append(number)
        most = max(most, len(running))
        await asyncio.sleep(0)
        running.remove(number)
        return number

    async def burst() -> list[int]:
        limited = few_at_once(call)
        return await asyncio.gather(*(limited(number) for number in range(50)))

    assert asyncio.run(burst()) == list(range(50))
    assert most == 8


def test_calls_that_fail_give_their_place_back() -> None:
    async def fail() -> None:
        raise OSError("no process")

    async def burst() -> None:
        limited = few_at_once(fail)
        for _ in range(20):
            with pytest.raises(OSError, match="no process"):
                await limited()

    asyncio.run(asyncio.wait_for(burst(), timeout=5))
