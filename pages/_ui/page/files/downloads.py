"""Files that a tab offers under an address of the lab's own: written behind, or given once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages._server.own_routes.download_route import Download, given_mark
from pages._server.snapshots.export_work import ExportWork
from pages._ui.page.context import browser_session, process, settings
from pages._ui.page.script_marks import new_mark
from pages._ui.page.templates import render
from services.home.stored_files import remove_file

if TYPE_CHECKING:
    from services.users.csv_files.export.choices import TellExport

_ONCE = "_downloads_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file that is written in the background; it is gone when the tab no longer holds this."""

    work: ExportWork
    download: Download
    mark: str = field(default_factory=new_mark)

    @property
    def is_running(self) -> bool:
        return self.work.is_running

    @property
    def is_cancelled(self) -> bool:
        return self.work.is_cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A file that this browser can fetch while the tab holds this."""

    download: Download = field(repr=False)

    @property
    def address(self) -> str:
        return self.download.address


def begin_file(
    name: str, kind: str, pieces_of: "Callable[[TellExport], Iterator[bytes]]"
) -> WrittenFile:
    """Begin to write a file, which this browser can fetch under its name."""
    work = ExportWork(settings().cloud_dir, pieces_of)
    download = Download(name=name, kind=kind, pieces=work.pieces, session=browser_session())
    return WrittenFile(work=work, download=process().downloads.offer(download))


def offered(name: str, kind: str, content: bytes) -> OfferedFile:
    """Offer what this tab shows anyway."""
    download = Download(
        name=name, kind=kind, pieces=lambda: iter([content]), session=browser_session()
    )
    return OfferedFile(download=process().downloads.offer(download))


def is_given(path: Path) -> bool:
    """Tell whether a file that is given once was given, to whichever tab."""
    return process().downloads.once(path).is_set()


def remove_given(path: Path) -> None:
    """Remove a file that is given once, with the mark that it was; raises StoredFileError."""
    remove_file(path)
    remove_file(given_mark(path))


def address_of(path: Path, name: str, kind: str) -> str:
    """Return where this browser can fetch the file, which is given once."""
    held: dict[Path, Download] = st.session_state.setdefault(_ONCE, {})
    if path not in held:
        desk = process().downloads
        download = Download(
            name=name,
            kind=kind,
            pieces=lambda: iter([path.read_bytes()]),
            session=browser_session(),
            once=desk.once(path),
        )
        held[path] = desk.offer(download)
    return held[path].address


def download_link(address: str, label: str) -> None:
    """Draw the link, which looks like the main button it is."""
    st.html(render("page/files/download.html.j2", address=address, label=label), width="content")
