"""FixedEngine: an engine's keeper as pages see it, in whatever state a story needs."""

from dataclasses import dataclass

from pages._server.engine_keeper import EngineState
from services.errors import EngineError, LabError


@dataclass(slots=True, kw_only=True)
class FixedEngine:
    endpoint_url: str = ""
    state: EngineState = EngineState.RUNNING
    error: LabError | None = None
    failed_checks: tuple[str, ...] = ()
    starts: int = 1
    started_at: float = 0.0
    restarts: int = 0
    saves: int = 0

    def wait_until_running(self, seconds: float) -> str:
        if self.state is not EngineState.RUNNING:
            raise self.error or EngineError("The local engine is not running.")
        return self.endpoint_url

    def restart(self) -> None:
        self.restarts += 1
        self.state = EngineState.STARTING

    def require_saved(self) -> None:
        self.saves += 1
