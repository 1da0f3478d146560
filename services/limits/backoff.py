"""Exponential backoff with full jitter: how long a client waits before it tries again.

https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ compares it with others.
"""

from collections.abc import Callable

BASE_SECONDS, MOST_SECONDS_OF_WAIT = 0.25, 4.0
TRIES = 12
Uniform = Callable[[float, float], float]


def full_jitter(refusals: int, uniform: Uniform) -> float:
    """Return the wait after so many refusals in a row: anything from nothing to the ceiling.

    `uniform` returns a random number between its two arguments.
    """
    return uniform(0.0, ceiling(refusals))


def ceiling(refusals: int) -> float:
    """Return the longest wait: it doubles with each refusal, up to MOST_SECONDS_OF_WAIT."""
    return min(MOST_SECONDS_OF_WAIT, BASE_SECONDS * 2.0 ** (refusals - 1))
