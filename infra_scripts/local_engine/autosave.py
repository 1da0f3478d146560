"""Saving the engine's state while it runs, so that kill -9 loses a few seconds at most."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any

INTERVAL_SECONDS = 2.0
# A save that took long (thousands of users) earns a longer pause: at most this share of the time.
_LARGEST_SHARE = 0.05
_READING = ("Get", "List", "Describe", "BatchGet", "Filter", "AdminGet", "AdminList")
_EXECUTE_API = "/_aws/execute-api/"

GetState = Callable[[], object]


def may_change_state(scope: Mapping[str, Any]) -> bool:
    """Tell whether a request can change what is saved; in doubt, it can.

    Calls of protected APIs do not: what their functions change, they change through calls of
    their own.
    """
    if scope["method"] in ("GET", "HEAD", "OPTIONS") or scope["path"].startswith(_EXECUTE_API):
        return False
    for name, value in scope.get("headers", []):
        if name.lower() == b"x-amz-target":
            action = value.decode("latin-1").rpartition(".")[2]
            return not action.startswith(_READING)
    return True


class Autosave:
    """Saves every service's state some seconds after it last changed."""

    def __init__(
        self,
        *,
        services: Callable[[], Mapping[str, GetState]],
        save: Callable[[str, Any], None],
        interval: float = INTERVAL_SECONDS,
    ) -> None:
        self._services = services
        self._save = save
        self._interval = interval
        self._changed = False
        self._stopping = asyncio.Event()

    def note(self, scope: Mapping[str, Any]) -> None:
        """Remember that this request may change something."""
        if may_change_state(scope):
            self._changed = True

    def stop(self) -> None:
        """Let `run` end after the save it may be in; two savers would share temporary files."""
        self._stopping.set()

    async def run(self) -> None:
        """Save now and then until stopped."""
        pause = self._interval
        while not await self._stopped_within(pause):
            if self._changed:
                started = time.perf_counter()
                await self._save_all()
                pause = max(self._interval, (time.perf_counter() - started) / _LARGEST_SHARE)

    async def _stopped_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()

    async def _save_all(self) -> None:
        self._changed = False
        for name, get_state in self._services().items():
            try:
                state = get_state()
            except RuntimeError:
                # A worker thread changed a dictionary while it was being copied: next round.
                self._changed = True
                continue
            if state is not None:
                await asyncio.to_thread(self._save, name, state)
            await asyncio.sleep(0)
