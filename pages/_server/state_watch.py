"""StateWatch: what makes every open page look again: the engine, and who changes the stack."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from pages._server.engine_keeper import EngineWatch
from services.errors import LabError
from services.home.file_marks import held_marks
from services.home.outputs import load_outputs
from services.settings import Settings
from services.traffic.redaction import fingerprint

_UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabState:
    """`engine` and `stack` are texts that differ when a page has to be drawn anew."""

    engine: str
    stack: str
    is_changing: bool

    def __str__(self) -> str:
        return " ".join((self.engine, self.stack, "changing" if self.is_changing else "still"))


class StateWatch:
    """Looks at the lab's state; cheap enough for every rerun and for several times a second."""

    def __init__(
        self,
        settings: Settings,
        engine: Callable[[], EngineWatch | None],
        on_stack_change: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._on_stack_change = on_stack_change
        self._lock = threading.Lock()
        self._last: LabState | None = None
        self._read: tuple[object, str] = (None, "")

    def look(self) -> LabState:
        """Return the state of this moment; tells a change of the stack, whoever made it."""
        with self._lock:
            last, self._last = self._last, self._state()
            now = self._last
        if last is not None and (last.stack, last.is_changing) != (now.stack, now.is_changing):
            self._on_stack_change()
        return now

    def _state(self) -> LabState:
        return LabState(
            engine=self._engine_words(),
            stack=self._stack(),
            is_changing=bool(held_marks(self._settings.stack_changes_dir)),
        )

    def _engine_words(self) -> str:
        engine = self._engine()
        if engine is None:
            return "none"
        return f"{engine.state} {engine.endpoint_url} {engine.starts}"

    def _stack(self) -> str:
        """Return the ids of a complete stack, read again only when the file has changed."""
        version = self._version()
        if version is None:
            return "absent"
        if self._read[0] != version:
            self._read = (version, self._ids())
        return self._read[1]

    def _ids(self) -> str:
        try:
            outputs = load_outputs(self._settings)
        except LabError:
            return _UNREADABLE
        if outputs is None or not outputs.is_complete:
            return "incomplete"
        # Every page holds it in its document, also in presenter's mode: not an id, nor like one.
        return f"ids-{fingerprint(f'{outputs.user_pool_id} {outputs.rest_api_id}')}"

    def _version(self) -> tuple[int, int] | None:
        try:
            found = self._settings.outputs_path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino
