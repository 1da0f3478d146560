"""PresenterDesk: what the presenter's window shows and since when, for the notes."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """`step_id` is "" while no step of the walkthrough is shown; `page` names what is.

    All times are seconds: since the first step was shown, and on each step so far. `elapsed` is
    None before the first step.
    """

    page: str
    step_id: str
    elapsed: float | None
    on_steps: Mapping[str, float] = field(default_factory=dict)


class PresenterDesk:
    """The windows of one browser share it; the clock starts with the first step that is shown."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._page = self._step_id = ""
        self._started_at: float | None = None
        self._shown_at = 0.0
        self._on_steps: dict[str, float] = {}

    def show(self, page: str, step_id: str = "") -> None:
        """Take note of what the presenter's window shows now."""
        with self._lock:
            if (page, step_id) == (self._page, self._step_id):
                return
            now = self._clock()
            self._on_steps = self._times(now)
            self._page, self._step_id, self._shown_at = page, step_id, now
            if step_id and self._started_at is None:
                self._started_at = now

    def start_again(self) -> None:
        """Set the clock to zero; it runs on at once when a step is shown."""
        with self._lock:
            self._on_steps = {}
            self._shown_at = self._clock()
            self._started_at = self._shown_at if self._step_id else None

    def view(self) -> DeskView:
        with self._lock:
            now = self._clock()
            elapsed = None if self._started_at is None else now - self._started_at
            return DeskView(
                page=self._page,
                step_id=self._step_id,
                elapsed=elapsed,
                on_steps=self._times(now),
            )

    def _times(self, now: float) -> dict[str, float]:
        if not self._step_id:
            return self._on_steps
        before = self._on_steps.get(self._step_id, 0.0)
        return {**self._on_steps, self._step_id: before + now - self._shown_at}
