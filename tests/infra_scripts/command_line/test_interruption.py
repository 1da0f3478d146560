"""Ctrl-C and SIGTERM: a command puts back what it made, and its exit status says which it was."""

import signal
import threading

import pytest

from infra_scripts.command_line.interruption import ended_by_signals


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    ],
)
def test_a_block_that_is_asked_to_end_puts_back_what_it_made(
    number: signal.Signals, status: int
) -> None:
    put_back = []
    with pytest.raises(KeyboardInterrupt), ended_by_signals() as interruption:
        try:
            signal.raise_signal(number)
        finally:
            put_back.append("the workbench")
    assert put_back == ["the workbench"]
    assert interruption.exit_status == status


def test_of_two_signals_the_first_is_told() -> None:
    with pytest.raises(KeyboardInterrupt), ended_by_signals() as interruption:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGINT)
    assert interruption.exit_status == 143


def test_a_block_that_was_left_alone_has_no_exit_status() -> None:
    with ended_by_signals() as interruption:
        pass
    assert interruption.exit_status is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_afterwards_the_signal_means_what_it_meant_before(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with ended_by_signals():
        assert signal.getsignal(number) is not before
    assert signal.getsignal(number) is before


def test_a_signal_that_the_caller_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ended_by_signals() as interruption:
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert interruption.exit_status is None


def test_in_another_thread_signals_are_left_alone() -> None:
    before, found = signal.getsignal(signal.SIGTERM), []

    def look() -> None:
        with ended_by_signals():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [before]
