"""Broadcast: one watcher looks at the lab's state for all open pages together."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool


class Listener:
    """One open page: what it is to be told, in a text that differs when there is news."""

    def __init__(self, words: Callable[[str], str] = str) -> None:
        """`words` makes the text for this page of the state of all."""
        self._words = words
        self._news = asyncio.Event()
        self._text: str | None = ""

    async def next(self) -> str | None:
        """Wait for news and return it, only the latest; None when nobody watches any more."""
        await self._news.wait()
        self._news.clear()
        return self._text

    def hear(self, state: str) -> None:
        if (text := self._words(state)) != self._text:
            self._text = text
            self._news.set()

    def end(self) -> None:
        self._text = None
        self._news.set()


class Broadcast:
    """Looks, while anybody listens, and tells everybody: 200 pages cost one look, not 200."""

    def __init__(self, look: Callable[[], object], look_seconds: float) -> None:
        self._look = look
        self._look_seconds = look_seconds
        self._listeners: set[Listener] = set()
        self._watcher: asyncio.Task[None] | None = None

    @contextmanager
    def heard_by(self, listener: Listener) -> Iterator[None]:
        self._listeners.add(listener)
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.ensure_future(self._watch())
        try:
            yield
        finally:
            self._listeners.discard(listener)

    async def _watch(self) -> None:
        try:
            while self._listeners:
                # Not in the server's loop: a slow disk would hold up every browser.
                state = str(await run_in_threadpool(self._look))
                for listener in self._listeners:
                    listener.hear(state)
                await asyncio.sleep(self._look_seconds)
        finally:  # a look that failed: the pages come again, and a new watcher with them
            for listener in self._listeners:
                listener.end()
