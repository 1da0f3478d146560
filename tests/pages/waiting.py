"""Waiting for something that another thread does, with an end."""

import threading
from collections.abc import Callable


def until(is_so: Callable[[], bool], *, seconds: float = 30.0) -> None:
    """Return as soon as `is_so` answers True; fail after `seconds`."""
    tick = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if is_so():
            return
        tick.wait(0.01)
    raise AssertionError(f"it did not happen within {seconds} seconds")
