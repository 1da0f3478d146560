"""LoadDesk: the load runs of one browser, its Stop, and whether somebody still looks."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.limits.load_run import LoadRun, RunEnd
    from services.limits.throttles import ReadSettings

# A page that is open looks twice a second; a browser slows a hidden tab down to once.
UNSEEN_SECONDS = 4.0


@dataclass(slots=True, kw_only=True)
class LoadDesk:
    """What the Limits page shows and steers; shared between the page and the job's thread."""

    clock: Callable[[], float] = time.monotonic
    runs: "tuple[LoadRun, ...]" = ()
    settings: "ReadSettings | None" = None
    job_id: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _seen_at: float = 0.0

    def begin(self) -> None:
        """Forget the last runs; from now on the page has to look."""
        self.runs, self.settings = (), None
        self._stop.clear()
        self.look()

    def look(self) -> None:
        """Say that the page is open: without this, the run ends after UNSEEN_SECONDS."""
        self._seen_at = self.clock()

    def stop(self) -> None:
        self._stop.set()

    def why_over(self) -> "RunEnd | None":
        """Return why no more calls may be made, None while they may."""
        from services.limits.load_run import RunEnd

        if self._stop.is_set():
            return RunEnd.STOPPED
        return RunEnd.LEFT if self.clock() - self._seen_at > UNSEEN_SECONDS else None
