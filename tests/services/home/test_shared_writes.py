"""Threads share a write and a flush: each learns of its own end, and nothing is lost or torn."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.errors import StoredFileError
from services.home.shared_writes import SharedFlushes, SharedWrites


def test_what_waits_while_one_writes_goes_out_in_one_write() -> None:
    written: list[bytes] = []
    begun, go_on = threading.Event(), threading.Event()

    def write(content: bytes) -> None:
        written.append(content)
        begun.set()
        assert go_on.wait(10)

    writes = SharedWrites(write)
    with ThreadPoolExecutor(6) as threads:
        first = threads.submit(writes.put, b"a")
        assert begun.wait(10)
        others = [threads.submit(writes.put, b"b") for _ in range(5)]
        while len(writes._waiting) < 6:
            assert not first.done()
        go_on.set()
        for each in (first, *others):
            each.result(10)
    assert written[0] == b"a"
    assert b"".join(written) == b"abbbbb"
    assert len(written) == 2


def test_each_thread_learns_that_the_shared_write_failed() -> None:
    def fail(_content: bytes) -> None:
        raise StoredFileError("No room.", hint="Free some.")

    writes = SharedWrites(fail)
    with ThreadPoolExecutor(4) as threads:
        ends = [threads.submit(writes.put, b"x") for _ in range(20)]
        errors = [each.exception(10) for each in ends]
    assert {type(each) for each in errors} == {StoredFileError}
    assert {str(each) for each in errors} == {"No room."}
    assert len({id(each) for each in errors}) == 20


def test_a_flush_that_was_asked_for_later_is_not_answered_by_an_earlier_one() -> None:
    count = 0
    begun, go_on = threading.Event(), threading.Event()

    def flush() -> None:
        nonlocal count
        count += 1
        begun.set()
        assert go_on.wait(10)

    flushes = SharedFlushes(flush)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(flushes.wait)
        assert begun.wait(10)
        later = [threads.submit(flushes.wait) for _ in range(3)]
        while flushes._asked < 4:
            assert not first.done()
        go_on.set()
        for each in (first, *later):
            each.result(10)
    assert count == 2


def test_a_flush_that_failed_is_tried_by_the_next_one() -> None:
    ends = iter([StoredFileError("No."), None])

    def flush() -> None:
        if error := next(ends):
            raise error

    flushes = SharedFlushes(flush)
    with pytest.raises(StoredFileError):
        flushes.wait()
    flushes.wait()
