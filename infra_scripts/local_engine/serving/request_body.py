"""How long a request's body may take, so that one that never comes does not hold a connection."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

# A body that moves, however slowly, has the longer time; one that stands still has the shorter.
STANDSTILL_SECONDS = 5.0
LONGEST_SECONDS = 30.0


class BodyTooSlow(Exception):
    """The rest of a body did not come in time; never leaves the guard."""


def in_time(
    receive: Receive, *, standstill: float = STANDSTILL_SECONDS, longest: float = LONGEST_SECONDS
) -> Receive:
    """Return `receive` with limits, in seconds, until the body is whole.

    What it returns raises BodyTooSlow when nothing comes for `standstill`, or not all of it within
    `longest` of this call. What comes after the body may take any time.
    """
    deadline = asyncio.get_running_loop().time() + longest
    is_whole = False

    async def receive_in_time() -> Message:
        nonlocal is_whole
        if is_whole:
            return await receive()
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(min(now + standstill, deadline)):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlow from None
        is_whole = not message.get("more_body", False)
        return message

    return receive_in_time
