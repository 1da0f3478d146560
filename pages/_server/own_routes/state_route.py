"""The websocket that tells an open page when what it shows has changed, and says nothing else.

A page that stands idle must notice that the engine died or came back, and that another tab of its
browser signed out. It asks nothing: the server looks, in this process's memory and at one file, and
speaks when there is something new: the lab's state, and on a second line the session's word.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages._server.own_routes.broadcast import Broadcast, Listener
from pages._server.own_routes.sign_in_mark import mark_headers, mark_name
from pages._server.session_cookies import cookie_name
from pages._server.session_store import SessionStore

_LOOK_SECONDS = 0.2
_COME_AGAIN = 4001  # the same number stands in recovery.js


def state_route(
    look: Callable[[], object], store: SessionStore, look_seconds: float = _LOOK_SECONDS
) -> WebSocketRoute:
    """Return the route for `st.App`; `look` returns what is sent, as text, when it changes."""
    broadcast = Broadcast(look, look_seconds)

    async def watch(websocket: WebSocket) -> None:
        """Tell until the browser goes, or has to come again: with its new cookie, for its mark."""
        host = websocket.headers["host"]
        cookie = websocket.cookies.get(cookie_name(host), "")
        word, mark = store.word(cookie), websocket.cookies.get(mark_name(host), "")
        await websocket.accept(headers=mark_headers(store, host, word, mark))
        listener = Listener(lambda state: f"{state}\n{store.word(cookie)}")
        with broadcast.heard_by(listener):
            await _until_one_ends(websocket.receive(), _tell(websocket, listener, word))

    return WebSocketRoute("/lab/state", watch)


async def _tell(websocket: WebSocket, listener: Listener, word: str) -> None:
    while (text := await listener.next()) is not None:
        await websocket.send_text(text)
        if not text.endswith(f"\n{word}"):
            await websocket.close(_COME_AGAIN)
            return


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
