"""ExportWork: an export of users being written in the background, into a file without a name.

The operating system frees such a file with the last one who holds it, however this process ends:
no copy of the users is left behind.
"""

import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pages._server.snapshots.tab_work import TabWork
from services.home.stored_files import make_private_dir, unusable

if TYPE_CHECKING:
    from services.users.csv_files.export.choices import ExportProgress, TellExport  # noqa: F401 - in a text below

_PIECE = 256 * 1024


class ExportWork(TabWork["ExportProgress", None]):
    """One export; its pieces come from `pieces_of`, which is told whom to tell of progress."""

    def __init__(self, place: Path, pieces_of: "Callable[[TellExport], Iterator[bytes]]") -> None:
        """Begin to write beside the other files in `place`."""
        self.size = 0
        self._place = place
        self._pieces_of = pieces_of
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        super().__init__("The export", self._write)

    def pieces(self) -> Iterator[bytes]:
        """Yield the file from its start; several may read it at the same time."""
        at = 0
        while piece := self._piece(at):
            yield piece
            at += len(piece)

    def _piece(self, at: int) -> bytes:
        with self._lock:
            if self._file is None:
                return b""
            self._file.seek(at)
            return self._file.read(_PIECE)

    def _write(self, tell: "TellExport") -> None:
        try:
            self._write_pieces(tell)
        except OSError as error:
            raise unusable(self._place / "users", error, "written") from error

    def _write_pieces(self, tell: "TellExport") -> None:
        make_private_dir(self._place)
        file: BinaryIO = tempfile.TemporaryFile(dir=self._place)  # noqa: SIM115 - it is kept
        weakref.finalize(self, file.close)
        try:
            for piece in self._pieces_of(tell):
                if not self.is_running:
                    break
                self.size += file.write(piece)
            file.flush()
        except BaseException:
            file.close()
            raise
        if self.is_running:
            self._file = file
        else:
            file.close()
