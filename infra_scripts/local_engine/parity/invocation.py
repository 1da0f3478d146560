"""The wait after each invocation of a function: AWS has none, so ours is short."""

from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

# The engine waits for a log line that may never come. A line that is written arrives within a
# millisecond or two; a later one is kept for the next invocation's log.
_FIRST_LINE_SECONDS = 0.010
_QUIET_SECONDS = 0.001


def repair_invocation_wait() -> None:
    from ministack.core import lambda_runtime

    wrap(lambda_runtime.Worker, "_drain_stderr_bounded", _draining)


def _draining(original: Function) -> Function:
    def drain(
        self: Any,
        first_line_wait: float = _FIRST_LINE_SECONDS,
        idle_confirm: float = _QUIET_SECONDS,
        hard_cap: float = 0.250,
    ) -> str:
        log: str = original(self, first_line_wait, idle_confirm, hard_cap)
        return log

    return drain
