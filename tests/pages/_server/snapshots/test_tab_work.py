"""Work of a tab: its result, why it failed, and its end where it tells of its progress next."""

import threading
from collections.abc import Callable

import pytest

from pages._server.snapshots.tab_work import TabWork, WorkState
from services.errors import InputError, LabError

SECONDS = 60


def ended(work: TabWork[int, str]) -> TabWork[int, str]:
    work.wait(SECONDS)
    return work


def test_it_has_its_result_and_what_it_told_last() -> None:
    def count(tell: Callable[[int], None]) -> str:
        for number in range(3):
            tell(number)
        return "three"

    work = ended(TabWork[int, str]("Counting", count))
    assert (work.state, work.result, work.progress) == (WorkState.DONE, "three", 2)


def test_a_cancelled_one_goes_no_further_than_to_its_next_word() -> None:
    told, go_on, went_on = threading.Event(), threading.Event(), threading.Event()

    def count(tell: Callable[[int], None]) -> str:
        tell(1)
        told.set()
        assert go_on.wait(SECONDS)
        tell(2)
        went_on.set()
        return "two"

    work = TabWork[int, str]("Counting", count)
    assert told.wait(SECONDS)
    work.cancel()
    go_on.set()
    ended(work)
    assert (work.state, work.result, work.progress, work.error) == (
        WorkState.CANCELLED,
        None,
        1,
        None,
    )
    assert not went_on.is_set()


def test_one_that_cannot_be_cancelled_goes_on_to_its_end() -> None:
    told, go_on = threading.Event(), threading.Event()

    def count(tell: Callable[[int], None]) -> str:
        told.set()
        assert go_on.wait(SECONDS)
        tell(2)
        return "two"

    work = TabWork[int, str]("Counting", count, is_cancellable=False)
    assert told.wait(SECONDS)
    work.cancel()
    go_on.set()
    ended(work)
    assert (work.state, work.result, work.progress) == (WorkState.DONE, "two", 2)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(InputError("The file has no header."), "The file has no header.", id="known"),
        pytest.param(ValueError("x"), "Counting stopped on an unexpected error.", id="unforeseen"),
    ],
)
def test_one_that_fails_says_why(error: Exception, said: str) -> None:
    def fail(_tell: Callable[[int], None]) -> str:
        raise error

    work = ended(TabWork[int, str]("Counting", fail))
    assert work.state is WorkState.FAILED
    assert isinstance(work.error, LabError)
    assert work.error.message == said
