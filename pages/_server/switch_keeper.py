"""SwitchKeeper: puts switches back that nobody puts back: too old, or left by a killed server."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from services.errors import LabError, StackBusy, StoredFileError
from services.home.file_marks import held_mark, held_marks
from services.home.stored_files import is_there
from services.settings import Settings

if TYPE_CHECKING:
    from infra_scripts.switches.broken_stack import BrokenStack

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 1.0
_STOP_SECONDS = 60.0
_LAST_TRIES = 20


class SwitchKeeper:
    """One thread that looks at the file of the switches as long as the server runs.

    `settings` are those of the walkthrough's stack. `open_stack` may raise a LabError while the
    engine starts. What another server that is alive has turned on is left to it.
    """

    def __init__(
        self,
        settings: Settings,
        open_stack: "Callable[[], BrokenStack]",
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._settings = settings
        self._open_stack = open_stack
        self._look_seconds = look_seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._keep, name="switch-keeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Put back what is on, unless another server goes on, and wait for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def _keep(self) -> None:
        try:
            self._keep_until_stopped()
        except LabError as error:
            _log.warning("Nobody puts switches back: %s", error.one_line())

    def _keep_until_stopped(self) -> None:
        is_alone = not held_marks(self._settings.switch_keepers_dir)
        has_leftovers = is_alone and self._is_something_on()
        with held_mark(self._settings.switch_keepers_dir):
            while not self._stop.is_set():
                if has_leftovers:
                    has_leftovers = not self._did(self._fix_all)
                elif self._is_something_on():
                    self._did(self._put_back_due)
                self._stop.wait(self._look_seconds)
        if not held_marks(self._settings.switch_keepers_dir):
            self._end()

    def _end(self) -> None:
        pause = threading.Event()
        for _ in range(_LAST_TRIES):
            if not self._is_something_on() or self._did(self._fix_all):
                return
            pause.wait(self._look_seconds / 4)

    def _is_something_on(self) -> bool:
        with suppress(StoredFileError):
            return is_there(self._settings.switches_path)
        return True

    def _did(self, work: Callable[[], None]) -> bool:
        """Tell whether it was done; what is in the way now may be gone at the next look."""
        try:
            work()
        except StackBusy:
            return False
        except LabError as error:
            _log.info("The switches are not put back yet: %s", error.one_line())
            return False
        return True

    def _fix_all(self) -> None:
        from infra_scripts.switch_operations import fix_all

        fix_all(self._open_stack())

    def _put_back_due(self) -> None:
        from infra_scripts.switch_operations import put_back_due

        put_back_due(self._open_stack())
