"""The websocket of the state, spoken to as a page does."""

import asyncio
from typing import Any

from pages._server.own_routes.state_route import state_route


async def _conversation(states: list[str], *, until: int) -> list[Any]:
    """Connect, let the route look at one state after another, and leave after `until` messages."""
    sent: list[Any] = []
    arriving: asyncio.Queue[Any] = asyncio.Queue()
    arriving.put_nowait({"type": "websocket.connect"})

    def look() -> str:
        return states.pop(0) if len(states) > 1 else states[0]

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == until:
            arriving.put_nowait({"type": "websocket.disconnect", "code": 1001})

    scope = {"type": "websocket", "path": "/lab/state", "headers": [], "query_string": b""}
    route = state_route(look, look_seconds=0.001)
    async with asyncio.timeout(20):
        await route.handle(scope, arriving.get, send)
    return sent


def test_a_page_is_told_the_state_at_once_and_then_each_change_once() -> None:
    sent = asyncio.run(_conversation(["a", "a", "b", "b", "b", "c"], until=4))
    assert sent[0]["type"] == "websocket.accept"
    assert [each["text"] for each in sent[1:]] == ["a", "b", "c"]


def test_a_page_that_leaves_ends_the_watch() -> None:
    sent = asyncio.run(_conversation(["a"], until=2))
    assert [each["type"] for each in sent] == ["websocket.accept", "websocket.send"]


def test_a_browser_that_vanishes_while_it_is_told_ends_the_watch() -> None:
    async def vanish() -> None:
        async def receive() -> Any:
            if not asked:
                asked.append(True)
                return {"type": "websocket.connect"}
            return await asyncio.Future()

        async def send(message: Any) -> None:
            if message["type"] == "websocket.send":
                raise OSError("the connection is gone")

        asked: list[bool] = []
        scope = {"type": "websocket", "path": "/lab/state", "headers": [], "query_string": b""}
        async with asyncio.timeout(20):
            await state_route(lambda: "a").handle(scope, receive, send)

    asyncio.run(vanish())
