"""Passwords that a job made for users: kept in memory until they are taken, once."""

import threading


class PasswordsOnce:
    """Holds passwords by username; safe to share between threads, and written nowhere."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, str] = {}

    @property
    def are_kept(self) -> bool:
        return bool(self._kept)

    def keep(self, username: str, password: str) -> None:
        with self._lock:
            self._kept[username] = password

    def take(self) -> dict[str, str]:
        """Return the passwords by username, and forget them."""
        with self._lock:
            taken, self._kept = self._kept, {}
        return taken
