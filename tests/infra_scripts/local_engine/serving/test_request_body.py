"""The time for a request's body: enough for a slow one, not for one that never comes."""

import asyncio
from typing import Any

import pytest

from infra_scripts.local_engine.serving.request_body import BodyTooSlow, in_time


def body(*waits: float) -> Any:
    """Return a `receive` of one message a wait (seconds); the last one ends the body."""
    left = list(waits)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(left.pop(0))
        return {"type": "http.request", "body": b"x", "more_body": bool(left)}

    return receive


async def read(receive: Any, **limits: float) -> int:
    limited, count = in_time(receive, **limits), 1
    while (await limited()).get("more_body"):
        count += 1
    return count


@pytest.mark.parametrize("waits", [(0,), (0.05,) * 4], ids=["at once", "slow, but it moves"])
def test_a_body_that_comes_is_read(waits: tuple[float, ...]) -> None:
    assert asyncio.run(read(body(*waits), standstill=5, longest=30)) == len(waits)


@pytest.mark.parametrize(
    ("waits", "standstill", "longest"),
    [((60,), 0.05, 30), ((0, 60), 0.05, 30), ((0.02,) * 1000, 5, 0.1)],
    ids=["nothing comes", "the rest does not come", "drop by drop without end"],
)
def test_a_body_that_does_not_come_is_given_up(
    waits: tuple[float, ...], standstill: float, longest: float
) -> None:
    with pytest.raises(BodyTooSlow):
        asyncio.run(read(body(*waits), standstill=standstill, longest=longest))


def test_what_comes_after_the_body_may_take_its_time() -> None:
    async def read_on() -> dict[str, Any]:
        waits = [0.0, 0.2]

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(waits.pop(0))
            return {"type": "http.request" if waits else "http.disconnect"}

        limited = in_time(receive, standstill=0.05, longest=0.1)
        await limited()
        return dict(await limited())

    assert asyncio.run(read_on()) == {"type": "http.disconnect"}
