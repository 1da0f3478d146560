"""The websocket of the state, spoken to as a page does."""

import asyncio
import threading
from typing import Any

from starlette.routing import WebSocketRoute

from pages._server.own_routes.state_route import state_route
from pages._server.session_store import SessionStore

HOST = (b"host", b"localhost:8501")


async def _conversation(states: list[str], *, until: int) -> list[Any]:
    """Connect, let the route look at one state after another, and leave after `until` messages."""

    def look() -> str:
        return states.pop(0) if len(states) > 1 else states[0]

    return await _conversation_at(
        state_route(look, SessionStore(), look_seconds=0.001), until=until
    )


async def _conversation_at(route: WebSocketRoute, *, until: int) -> list[Any]:
    sent: list[Any] = []
    arriving: asyncio.Queue[Any] = asyncio.Queue()
    arriving.put_nowait({"type": "websocket.connect"})

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == until:
            arriving.put_nowait({"type": "websocket.disconnect", "code": 1001})

    scope = {"type": "websocket", "path": "/lab/state", "headers": [HOST], "query_string": b""}
    async with asyncio.timeout(20):
        await route.handle(scope, arriving.get, send)
    return sent


def _states(sent: list[Any]) -> list[str]:
    return [each["text"].partition("\n")[0] for each in sent[1:]]


def test_a_page_is_told_the_state_at_once_and_then_each_change_once() -> None:
    sent = asyncio.run(_conversation(["a", "a", "b", "b", "b", "c"], until=4))
    assert sent[0]["type"] == "websocket.accept"
    assert _states(sent) == ["a", "b", "c"]


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
        scope = {"type": "websocket", "path": "/lab/state", "headers": [HOST], "query_string": b""}
        async with asyncio.timeout(20):
            await state_route(lambda: "a", SessionStore()).handle(scope, receive, send)

    asyncio.run(vanish())


def test_many_pages_share_one_look_and_each_is_told() -> None:
    looks: list[int] = []

    def look() -> str:
        looks.append(threading.get_ident())
        return "a" if len(looks) < 5 else "b"

    async def converse() -> list[list[Any]]:
        route = state_route(look, SessionStore(), look_seconds=0.05)
        return await asyncio.gather(*(_conversation_at(route, until=3) for _ in range(200)))

    told = asyncio.run(converse())
    assert {tuple(_states(sent)) for sent in told} == {("a", "b")}
    assert len(looks) < 50  # one each would be a thousand
    assert len(set(looks)) <= 2


def test_a_look_that_fails_ends_the_sockets_and_the_next_page_is_told_again() -> None:
    answers: list[Any] = ["a", OSError("no disk"), "b"]

    def look() -> str:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, OSError):
            raise answer
        return str(answer)

    async def converse() -> tuple[list[Any], list[Any]]:
        route = state_route(look, SessionStore(), look_seconds=0.001)
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        return await _conversation_at(route, until=9), await _conversation_at(route, until=2)

    broken, again = asyncio.run(converse())
    assert _states(broken) == ["a"]
    assert _states(again) == ["b"]
