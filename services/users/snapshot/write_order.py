"""WriteOrder: which of two writings about one user counts when they end in another order.

A reading of a user takes two calls; one that began earlier may come in later. Without an order it
would put an older row over a newer one, bring a deleted user back, or a group that is gone.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


class WriteOrder:
    """Numbers readings by their beginning; safe to share between threads.

    What is remembered of a user or group is forgotten when no reading is under way.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._open: set[int] = set()
        self._users: dict[str, int] = {}
        self._dropped: dict[str, int] = {}
        self._everybody = 0  # the number of the last fill that was put in

    @contextmanager
    def reading(self) -> Iterator[int]:
        """Yield the number of a reading, taken before Cognito is asked."""
        with self._lock:
            number = self._next()
            self._open.add(number)
        try:
            yield number
        finally:
            with self._lock:
                self._open.discard(number)
                if not self._open:
                    self._users.clear()
                    self._dropped.clear()

    def put(self, number: int, username: str, write: Callable[[frozenset[str]], None]) -> None:
        """Call `write` unless something newer was written about the user, by a fill perhaps.

        It gets the groups that were dropped after the reading began.
        """
        with self._lock:
            if max(self._users.get(username, 0), self._everybody) > number:
                return
            self._users[username] = number
            write(frozenset(name for name, since in self._dropped.items() if since > number))

    def drop(self, group: str, write: Callable[[], None]) -> None:
        """Call `write`; a reading under way does not bring the group back."""
        with self._lock:
            self._dropped[group] = self._next()
            write()

    def join(self, group: str, usernames: Iterable[str], write: Callable[[], None]) -> None:
        """Call `write`; a reading under way of these users is older than that."""
        with self._lock:
            self._dropped.pop(group, None)
            self._users.update(dict.fromkeys(usernames, self._next()))
            write()

    def fill_begins(self) -> int:
        """Return the number of a fill, taken before Cognito is asked."""
        with self._lock:
            return self._next()

    def fill_ends(self, number: int, write: Callable[[], None]) -> None:
        """Call `write`, after which a reading counts no more that is older than the whole fill."""
        with self._lock:
            write()
            self._everybody = number

    def _next(self) -> int:
        self._number += 1
        return self._number
