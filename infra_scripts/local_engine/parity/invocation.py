"""How functions run here: almost no wait after each, and only a few at the same time."""

import asyncio
import queue
import time
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

# The engine waits for a log line that may never come. A line that is written arrives within a
# millisecond or two; a later one is kept for the next invocation's log.
_FIRST_LINE_SECONDS = 0.010
_QUIET_SECONDS = 0.0003
_LONGEST_SECONDS = 0.250
# The engine starts one process for each call in flight. A burst of 200 would start them all at
# once, and none would be ready within its function's timeout; more calls than this wait instead.
# Our functions never call an API themselves, so no call waits for one that waits for it. On AWS the
# limit is the account's: https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html.
_CALLS_AT_ONCE = 8


def repair_invocation_wait() -> None:
    from ministack.core import lambda_runtime

    wrap(lambda_runtime.Worker, "_drain_stderr_bounded", draining)


def draining(_original: Function) -> Function:
    def drain(self: Any) -> str:
        """Return what the function logged, woken by each line instead of looking for it."""
        lines: list[str] = []
        ends_at = time.monotonic() + _LONGEST_SECONDS
        while (left := ends_at - time.monotonic()) > 0:
            wait = _QUIET_SECONDS if lines else _FIRST_LINE_SECONDS
            try:
                lines.append(self._stderr_queue.get(timeout=min(wait, left)))
            except queue.Empty:
                break
        return "\n".join(lines)

    return drain


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
