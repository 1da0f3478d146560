"""A command that puts things back does so as well when it is terminated."""

import signal

import pytest

from infra_scripts.command_line.interruption import ended_as_by_ctrl_c


def test_a_terminated_block_ends_as_with_ctrl_c() -> None:
    put_back = []
    with pytest.raises(KeyboardInterrupt), ended_as_by_ctrl_c():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            put_back.append("the workbench")
    assert put_back == ["the workbench"]


def test_afterwards_the_signal_means_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with ended_as_by_ctrl_c():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
