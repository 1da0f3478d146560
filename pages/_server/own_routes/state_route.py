"""The websocket that tells an open page when the lab's state has changed, and says nothing else.

A page that stands idle must notice that the engine died or came back. It asks nothing: the server
looks, in this process's memory and at one file, and speaks when there is something new.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages._server.own_routes.broadcast import Broadcast, Listener

_LOOK_SECONDS = 0.2


def state_route(look: Callable[[], object], look_seconds: float = _LOOK_SECONDS) -> WebSocketRoute:
    """Return the route for `st.App`; `look` returns what is sent, as text, when it changes."""
    broadcast = Broadcast(look, look_seconds)

    async def watch(websocket: WebSocket) -> None:
        await websocket.accept()
        listener = Listener()
        with broadcast.heard_by(listener):
            await _until_one_ends(websocket.receive(), _tell(websocket, listener))

    return WebSocketRoute("/lab/state", watch)


async def _tell(websocket: WebSocket, listener: Listener) -> None:
    while (text := await listener.next()) is not None:
        await websocket.send_text(text)


async def _until_one_ends(*works: Coroutine[Any, Any, object]) -> None:
    """Run all until one has ended, such as that the browser has gone; end the others then."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            with suppress(WebSocketDisconnect):
                task.result()
    finally:
        for task in tasks:
            task.cancel()
