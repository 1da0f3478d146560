"""The websocket that tells an open page when the lab's state has changed, and says nothing else.

A page that stands idle must notice that the engine died or came back. It asks nothing: the server
looks, in this process's memory and at one file, and speaks when there is something new.
"""

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

_LOOK_SECONDS = 0.2


def state_route(look: Callable[[], object], look_seconds: float = _LOOK_SECONDS) -> WebSocketRoute:
    """Return the route for `st.App`; `look` returns what is sent, as text, when it changes."""

    async def watch(websocket: WebSocket) -> None:
        await websocket.accept()
        gone = asyncio.ensure_future(websocket.receive())
        said = ""
        try:
            while not gone.done():
                # Not in the server's loop: a slow disk would hold up every browser.
                if (now := str(await run_in_threadpool(look))) != said:
                    await websocket.send_text(now)
                    said = now
                await asyncio.wait({gone}, timeout=look_seconds)
        except WebSocketDisconnect:
            pass
        finally:
            gone.cancel()

    return WebSocketRoute("/lab/state", watch)
