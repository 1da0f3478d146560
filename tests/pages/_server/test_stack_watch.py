"""The watch over the stack: reads once, answers from memory, never blocks for long."""

import threading

from pages._server.stack_watch import StackReading, StackWatch
from services.errors import CloudUnreachable
from tests.pages._ui.stack.statuses import status
from tests.waiting import until


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_reading_is_kept_while_it_is_fresh_and_renewed_after() -> None:
    clock, readings = Clock(), []

    def read() -> tuple:
        readings.append(clock.now)
        return (f"reading {len(readings)}",)

    watch = StackWatch(read, clock=clock, fresh_seconds=5)
    assert watch.view(30).statuses == ("reading 1",)
    clock.now = 4.9
    assert watch.view(30).statuses == ("reading 1",)
    clock.now = 5.0
    assert watch.view(30).statuses == ("reading 1",)
    until(watch.is_fresh)
    assert watch.view(30).statuses == ("reading 2",)


def test_what_is_known_is_told_without_reading() -> None:
    clock, readings = Clock(), []
    watch = StackWatch(lambda: readings.append("one") or (), clock=clock, fresh_seconds=5)
    assert watch.known() is None
    assert readings == []
    watch.view(30)
    clock.now = 60.0
    assert watch.known() is not None
    assert readings == ["one"]


def test_only_what_is_wrong_by_itself_counts_as_a_fault() -> None:
    found = StackReading(
        statuses=(
            status("my_api_function", "function", "missing"),
            status("permission_get_open", "permission", "missing", follows_from="my_api_function"),
            status("stage", "stage"),
        )
    )
    assert (found.faults, found.is_there, found.is_whole) == (1, True, False)
    absent = StackReading(statuses=(status("stage", "stage", "missing"),))
    assert (absent.faults, absent.is_there) == (1, False)


def test_a_slow_reading_does_not_hold_the_page_up() -> None:
    may_end = threading.Event()

    def read() -> tuple:
        may_end.wait(30)
        return ("slow",)

    watch = StackWatch(read, fresh_seconds=60)
    assert watch.view(0.01) is None
    may_end.set()
    assert watch.view(30).statuses == ("slow",)


def test_what_the_cloud_refuses_is_part_of_the_reading() -> None:
    def read() -> tuple:
        raise CloudUnreachable("Nothing answers.")

    watch = StackWatch(read, fresh_seconds=5)
    assert watch.view(30).error.message == "Nothing answers."
    assert not watch.is_fresh()


def test_after_a_change_the_stack_is_read_again_and_an_older_reading_is_dropped() -> None:
    is_reading, may_end = threading.Event(), threading.Event()
    answers = iter(("before", "after"))

    def read() -> tuple:
        answer = next(answers)
        if answer == "before":
            is_reading.set()
            may_end.wait(30)
        return (answer,)

    watch = StackWatch(read, fresh_seconds=60)
    watch.view(0)
    [older] = [thread for thread in threading.enumerate() if thread.name == "stack-watch"]
    assert is_reading.wait(30)
    watch.expire()
    assert watch.view(30).statuses == ("after",)
    may_end.set()
    older.join(30)
    assert watch.view().statuses == ("after",)
