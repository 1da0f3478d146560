"""Waiting for something that another thread or process does, with an end."""

import threading
import time
from collections.abc import Callable


def until(is_so: Callable[[], bool], *, seconds: float = 90.0) -> None:
    """Return as soon as `is_so` answers True; fail after `seconds`."""
    tick, deadline = threading.Event(), time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"it did not happen within {seconds} seconds")
        tick.wait(0.01)
