"""Saving the engine's state while it runs, so that kill -9 loses a few seconds at most."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Mapping
from typing import Any

from infra_scripts.local_engine.state.state_snapshot import freezing
from services.errors import StoredFileError

# What was changed this long ago is on disk, however large the state and the logs are.
SAVED_WITHIN_SECONDS = 5.0
INTERVAL_SECONDS = 0.4 * SAVED_WITHIN_SECONDS  # the rest is for the saving itself
_READING = ("Get", "List", "Describe", "BatchGet", "Filter", "AdminGet", "AdminList")
_EXECUTE_API = "/_aws/execute-api/"
_ATTEMPTS = 20  # at a copy that another thread's change spoils
_BETWEEN_ATTEMPTS_SECONDS = 0.005

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
    """Saves every service's state some seconds after it last changed, or at once when asked.

    `save` writes one service's state, in a thread, and raises StoredFileError when it could not.
    """

    def __init__(
        self,
        *,
        services: Callable[[], Mapping[str, GetState]],
        save: Callable[[str, Any], None],
        may_save: Callable[[], bool] = lambda: True,
        interval: float = INTERVAL_SECONDS,
    ) -> None:
        self._services = services
        self._save = save
        self._may_save = may_save
        self._interval = interval
        self._changed = False
        self._told: tuple[str, ...] = ()
        self._stopping = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def note(self, scope: Mapping[str, Any]) -> None:
        """Remember that this request may change something, or has changed it."""
        if may_change_state(scope):
            self._changed = True

    def stop(self) -> None:
        """Let `run` end, after the save that may be under way."""
        self._stopping.set()

    async def run(self) -> None:
        """Save now and then until stopped."""
        while not await self._stopped_within(self._interval):
            if self._changed:
                await self.save_now()

    async def save_now(self) -> tuple[str, ...]:
        """Save all; return what went wrong, a sentence each, which is tried again later."""
        async with self._one_at_a_time:
            self._changed = False
            problems = []
            for name, get_state in self._services().items():
                if not self._may_save():
                    break
                if problem := await self._save_one(name, get_state):
                    problems.append(problem)
            self._changed = self._changed or bool(problems)
            self._tell(tuple(problems))
            return tuple(problems)

    async def _save_one(self, name: str, get_state: GetState) -> str | None:
        for _ in range(_ATTEMPTS):
            try:
                with freezing():
                    state = get_state()
                if state is not None:
                    await asyncio.to_thread(self._save, name, state)
            except RuntimeError:
                # A worker thread changed a dictionary while it was being copied.
                await asyncio.sleep(_BETWEEN_ATTEMPTS_SECONDS)
            except StoredFileError as error:
                return error.message
            except OSError as error:  # the code of a function, which is a file of its own
                what = error.filename or "The code of a function"
                return f"{what} cannot be written: {error.strerror}."
            else:
                return None
        return f"The state of {name} kept changing while it was copied."

    def _tell(self, problems: tuple[str, ...]) -> None:
        """Write a problem to the log once, not every time it is tried again."""
        for problem in problems:
            if problem not in self._told:
                with contextlib.suppress(OSError):  # the log lies on the same disk
                    sys.stderr.write(f"Not saved: {problem}\n")
        self._told = problems

    async def _stopped_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()
