"""Ctrl-C and SIGTERM: both end a command cleanly, so that it removes what it made for its run.

A CI that gives up sends SIGTERM, not Ctrl-C. The exit status says which of the two it was, in a
shell's own numbers: 130 (128 + SIGINT) or 143 (128 + SIGTERM).
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_BY_A_SIGNAL = 128
_NUMBERS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True, kw_only=True)
class Interruption:
    """The first signal that asked the command to end; None while there was none."""

    number: int | None = None

    @property
    def exit_status(self) -> int | None:
        return None if self.number is None else _BY_A_SIGNAL + self.number

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal: raise KeyboardInterrupt, with the exit status, in the main thread."""
        self.number = self.number or number
        raise KeyboardInterrupt(self.exit_status)


@contextmanager
def ended_by_signals() -> Iterator[Interruption]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt in the block, and yield which one came.

    A SIGINT that the caller ignores stays ignored: a shell starts its background jobs like that.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():  # signals go to that one only
        yield interruption
        return
    before = {number: signal.getsignal(number) for number in _NUMBERS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, interruption)
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
