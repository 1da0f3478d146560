"""An address of our own for files that a page offers: one too large, or one with passwords.

Streamlit keeps what it offers in memory, under an address that asks nobody who they are. Here the
file goes piece by piece, only to the browser whose page offers it, and no cache keeps it.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakValueDictionary

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pages._server.session_cookies import cookie_name
from pages._server.session_store import BrowserSession, SessionStore
from services.home.stored_files import PRIVATE_FILE, unusable

_PATH = "/lab/download/"
_TICKET_BYTES = 24
_log = logging.getLogger(__name__)


class GivenOnce:
    """Whether a file was given: a mark beside it says so to the next server, too."""

    def __init__(self, path: Path) -> None:
        self._mark = given_mark(path)
        self._is_given = threading.Event()

    def is_set(self) -> bool:
        return self._is_given.is_set() or self._mark.exists()

    def set(self) -> None:
        """Note that it was given; where the disk takes no mark, until this server ends."""
        self._is_given.set()
        try:
            self._mark.touch(PRIVATE_FILE)
        except OSError as error:
            _log.warning("%s", unusable(self._mark, error, "written").one_line())


def given_mark(path: Path) -> Path:
    """Return where the mark of a file that was given lies."""
    return path.with_suffix(".given")


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True, eq=False)
class Download:
    """A file that a tab offers; it can be fetched as long as the tab holds this.

    `name` is of letters, digits, dots and hyphens. `once` is set when it was fetched; such a file
    is given once.
    """

    name: str
    kind: str
    pieces: Callable[[], Iterator[bytes]] = field(repr=False)
    session: BrowserSession = field(repr=False)
    once: GivenOnce | None = None
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(_TICKET_BYTES), repr=False)

    @property
    def address(self) -> str:
        return f"{_PATH}{self.ticket}"


class DownloadDesk:
    """The files that tabs offer now; it keeps none of them itself."""

    def __init__(self) -> None:
        self._offered: WeakValueDictionary[str, Download] = WeakValueDictionary()
        self._once: dict[Path, GivenOnce] = {}
        self._lock = threading.Lock()

    def once(self, path: Path) -> GivenOnce:
        """Return what is set when this file was given, to whichever tab."""
        return self._once.setdefault(path, GivenOnce(path))

    def offer(self, download: Download) -> Download:
        self._offered[download.ticket] = download
        return download

    def take(self, ticket: str, session: BrowserSession | None) -> Download | None:
        """Return what the ticket is for, None for another browser and for what was given once."""
        download = self._offered.get(ticket)
        if download is None or session is None or download.session is not session:
            return None
        with self._lock:
            if download.once is not None:
                if download.once.is_set():
                    return None
                download.once.set()
        return download


def download_route(desk: DownloadDesk, store: SessionStore) -> Route:
    """Return the route for `st.App`: `GET /lab/download/<ticket>`."""

    async def give(request: Request) -> Response:
        session = store.find(request.cookies.get(cookie_name(request.headers["host"]), ""))
        download = desk.take(request.path_params["ticket"], session)
        if download is None:
            return Response(status_code=404, headers={"cache-control": "no-store"})
        return StreamingResponse(
            iterate_in_threadpool(download.pieces()),
            media_type=download.kind,
            headers={
                "cache-control": "no-store",
                "content-disposition": f'attachment; filename="{download.name}"',
            },
        )

    return Route(f"{_PATH}{{ticket}}", give, methods=["GET"])
