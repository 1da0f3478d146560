"""How functions run here: each one's log is whole, and only a few run at the same time."""

import asyncio
import queue
import time
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap
from services.errors import EngineVersionError

# The engine guesses by the clock when a log is whole: on a busy machine a line came too late, and
# was kept for the next invocation's log. A function's process now says on the same pipe where an
# invocation's lines end, so nothing is guessed.
END_OF_LOG = "\x1eend of invocation\x1e"
_SCRIPT = "_PYTHON_WORKER_SCRIPT"
_CALL = "            result = handler_fn(event, context)\n"
# Past sys.stderr, which a function may have replaced.
_WRITTEN = (END_OF_LOG + "\n").encode()
# Before the answer in all cases: at an answer that is an error, the engine ends the process.
_CALL_AND_SAY = f"""\
            try:
                result = handler_fn(event, context)
            finally:
                sys.__stderr__.flush()
                os.write(2, {_WRITTEN!r})
"""
_LOOK_SECONDS = 0.05  # how often a wait looks whether the process is still there
_LONGEST_SECONDS = 5.0
# The engine starts one process for each call in flight. A burst of 200 would start them all at
# once, and none would be ready within its function's timeout; more calls than this wait instead.
# Our functions never call an API themselves, so no call waits for one that waits for it. On AWS the
# limit is the account's: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html.
_CALLS_AT_ONCE = 8


def repair_invocation_log() -> None:
    from ministack.core import lambda_runtime

    say_the_end(lambda_runtime)
    wrap(lambda_runtime.Worker, "_drain_stderr_bounded", whole_log)


def say_the_end(runtime: ModuleType) -> None:
    """Let what runs a Python function end each invocation's lines with `END_OF_LOG`."""
    script: str = vars(runtime).get(_SCRIPT, "")
    if script.count(_CALL) != 1:
        raise EngineVersionError(
            "The local engine runs Python functions in another way than the repaired one.",
            hint="Install the pinned packages: pip install -r requirements.txt",
        )
    vars(runtime)[_SCRIPT] = script.replace(_CALL, _CALL_AND_SAY)


def whole_log(original: Function) -> Function:
    def drain(self: Any, *arguments: Any, **named: Any) -> str:
        """Return what the function logged, once its process has said that this was all."""
        if not str(self.config.get("Runtime", "")).startswith("python"):
            guessed: str = original(self, *arguments, **named)
            return guessed
        return "\n".join(_lines(self, time.monotonic() + _LONGEST_SECONDS))

    return drain


def _lines(worker: Any, until: float) -> list[str]:
    """Return the lines up to the end, or all there are where the process ended without saying."""
    lines: list[str] = []
    while time.monotonic() < until:
        is_over = not worker._stderr_thread.is_alive()
        try:
            line = worker._stderr_queue.get(timeout=0 if is_over else _LOOK_SECONDS)
        except queue.Empty:
            if is_over:
                break
            continue
        unended = line.removesuffix(END_OF_LOG)
        if unended or unended == line:
            lines.append(unended)
        if unended != line:
            break
    return lines


def repair_invocation_burst() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_call_lambda_raw", few_at_once)


def few_at_once(original: Function) -> Function:
    """Return `original`, of which no more than a few run at the same time."""
    places = asyncio.Semaphore(_CALLS_AT_ONCE)

    async def call(*arguments: Any, **named: Any) -> Any:
        async with places:
            return await original(*arguments, **named)

    return call
