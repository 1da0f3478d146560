"""One piece of work for all who ask at the same time: they share its result or its failure."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from services.single_flight import SingleFlight

ASKERS = 12
SECONDS = 60.0


class Work:
    """Counts how often it is begun; ends only when the test lets it."""

    def __init__(self, *failures: BaseException) -> None:
        self.begun = 0
        self.may_end = threading.Event()
        self._failures = list(failures)

    def __call__(self) -> str:
        self.begun += 1
        assert self.may_end.wait(SECONDS)
        if self._failures:
            raise self._failures.pop(0)
        return f"result {self.begun}"


@contextmanager
def asked_by_many(flight: SingleFlight[str, str], work: Work) -> Iterator[list[str]]:
    """Yield what each of ASKERS got, once all of them had asked before the work ended."""
    start = threading.Barrier(ASKERS + 1)
    got: list[str] = []

    def ask() -> None:
        start.wait(SECONDS)
        try:
            got.append(flight.run("key", work))
        except (OSError, KeyboardInterrupt) as error:
            got.append(repr(error))

    with ThreadPoolExecutor(ASKERS) as threads:
        for _ in range(ASKERS):
            threads.submit(ask)
        start.wait(SECONDS)
        threading.Timer(0.2, work.may_end.set).start()
    yield got


def test_the_work_is_done_once_and_everybody_gets_its_result() -> None:
    work = Work()
    with asked_by_many(SingleFlight(), work) as got:
        assert got == ["result 1"] * ASKERS
    assert work.begun == 1


def test_a_failure_is_shared_by_those_who_waited_for_it() -> None:
    work = Work(OSError("nothing answers"))
    with asked_by_many(SingleFlight(), work) as got:
        assert got == ["OSError('nothing answers')"] * ASKERS
    assert work.begun == 1


def test_an_interrupted_one_leaves_the_work_to_those_who_waited() -> None:
    work = Work(KeyboardInterrupt())
    with asked_by_many(SingleFlight(keeps_ends=True), work) as got:
        assert sorted(got) == ["KeyboardInterrupt()", *["result 2"] * (ASKERS - 1)]
    assert work.begun == 2


@pytest.mark.parametrize(
    ("keeps_ends", "second"),
    [
        pytest.param(False, "result 2", id="done again for whoever asks later"),
        pytest.param(True, "result 1", id="kept for whoever asks later"),
    ],
)
def test_a_result_is(keeps_ends: bool, second: str) -> None:
    flight, work = SingleFlight[str, str](keeps_ends=keeps_ends), Work()
    work.may_end.set()
    assert flight.run("key", work) == "result 1"
    assert flight.run("key", work) == second
    assert flight.run("another", work) == f"result {work.begun}"


@pytest.mark.parametrize(
    ("keeps_ends", "begun"),
    [
        pytest.param(False, 2, id="tried again by whoever asks later"),
        pytest.param(True, 1, id="kept for whoever asks later"),
    ],
)
def test_a_failure_is(keeps_ends: bool, begun: int) -> None:
    flight, work = SingleFlight[str, str](keeps_ends=keeps_ends), Work(OSError("a"), OSError("b"))
    work.may_end.set()
    for _ in range(2):
        with pytest.raises(OSError, match=r"^(a|b)$"):
            flight.run("key", work)
    assert work.begun == begun


@pytest.mark.parametrize(
    ("is_meant", "second"),
    [
        pytest.param(lambda key: key == "key", "result 2", id="these keys"),
        pytest.param(lambda key: key == "another", "result 1", id="other keys"),
    ],
)
def test_what_is_forgotten_is_done_again(is_meant: Callable[[str], bool], second: str) -> None:
    flight, work = SingleFlight[str, str](keeps_ends=True), Work()
    work.may_end.set()
    flight.run("key", work)
    flight.forget(is_meant)
    assert flight.run("key", work) == second
