"""A burst of calls: a few run, the others wait for them, none is lost."""

import asyncio

import pytest

from infra_scripts.local_engine.parity.invocation import few_at_once


def test_eight_calls_of_a_burst_run_at_once_and_the_others_follow() -> None:
    running: list[int] = []
    most = 0

    async def call(number: int) -> int:
        nonlocal most
        running.append(number)
        most = max(most, len(running))
        await asyncio.sleep(0)
        running.remove(number)
        return number

    async def burst() -> list[int]:
        limited = few_at_once(call)
        return await asyncio.gather(*(limited(number) for number in range(50)))

    assert asyncio.run(burst()) == list(range(50))
    assert most == 8


def test_calls_that_fail_give_their_place_back() -> None:
    async def fail() -> None:
        raise OSError("no process")

    async def burst() -> None:
        limited = few_at_once(fail)
        for _ in range(20):
            with pytest.raises(OSError, match="no process"):
                await limited()

    asyncio.run(asyncio.wait_for(burst(), timeout=5))
