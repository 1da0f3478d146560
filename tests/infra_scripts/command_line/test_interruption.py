"""Ctrl-C and SIGTERM: a command puts back what it made, and its exit status says which it was."""

import signal
import subprocess
import sys
import threading

import pytest

from infra_scripts.command_line.interruption import ended_by_signals
from services.settings import PROJECT_ROOT

BEFORE, AFTER = "", "\nwith interruption.ended_by_signals(): pass"


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


@pytest.mark.parametrize("when", [BEFORE, AFTER], ids=["before a command", "after it"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_outside_of_a_command_a_signal_ends_the_process_with_its_status(
    number: signal.Signals, status: int, when: str
) -> None:
    ended = run(
        "import signal; from infra_scripts.command_line import interruption\n"
        "from infra_scripts.command_line.first_signals import end_at_once\n"
        f"end_at_once(){when}\nsignal.raise_signal({int(number)})\nprint('went on')"
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (status, "", "")


def test_an_interruption_while_python_ran_a_text_is_no_death_by_the_signal() -> None:
    ended = run(
        "from infra_scripts.command_line.first_signals import leave\n"
        "try:\n    exec('raise KeyboardInterrupt')\n"
        "except KeyboardInterrupt:\n    leave(143)"
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (143, "", "")


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


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
