"""Ctrl-C and SIGTERM before a command runs and after it: its exit status, and nothing else.

Imports next to nothing, so that it stands before everything else is imported.
"""

import os
import signal
import sys
from typing import NoReturn

_INTERRUPTED = {128 + number for number in (signal.SIGINT, signal.SIGTERM)}


def end_at_once() -> None:
    """Let both signals end the process with 130 or 143 where there is nothing to put back.

    Python's own way would be a traceback, or death by the signal itself.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda number, _frame: os._exit(128 + number))


def leave(status: int) -> NoReturn:
    """End the process with `status`.

    After an interruption not by way of the interpreter's end: when the signal came while Python
    ran a text (a dataclass being made, say), CPython remembers it and dies of SIGINT there.
    """
    if status in _INTERRUPTED:
        os._exit(status)
    sys.exit(status)
