"""ExportWork: an export of users being written in the background, into a file without a name.

The operating system frees such a file with the last one who holds it, however this process ends:
no copy of the users is left behind.
"""

import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from services.errors import LabError
from services.home.stored_files import make_private_dir, unusable

if TYPE_CHECKING:
    from services.users.csv_files.export.choices import ExportProgress, TellExport

_PIECE = 256 * 1024
_UNEXPECTED = LabError("The export stopped on an unexpected error.", hint="Try it again.")


class ExportState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ExportWork:
    """One export; its pieces come from `pieces_of`, which is told whom to tell of progress."""

    def __init__(self, place: Path, pieces_of: "Callable[[TellExport], Iterator[bytes]]") -> None:
        """Begin to write beside the other files in `place`."""
        self.state = ExportState.RUNNING
        self.progress: ExportProgress | None = None
        self.error: LabError | None = None
        self.size = 0
        self._place = place
        self._pieces_of = pieces_of
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="users-export", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """End it after its present batch; what is written is dropped."""
        if self.state is ExportState.RUNNING:
            self.state = ExportState.CANCELLED

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

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

    def _run(self) -> None:
        end = ExportState.FAILED
        try:
            self._write()
            end = ExportState.DONE
        except OSError as error:
            self.error = unusable(self._place / "users", error, "written")
        except LabError as error:
            self.error = error
        finally:
            if end is ExportState.FAILED and self.error is None:
                self.error = _UNEXPECTED
            if self.state is ExportState.RUNNING:
                self.state = end

    def _write(self) -> None:
        make_private_dir(self._place)
        file: BinaryIO = tempfile.TemporaryFile(dir=self._place)  # noqa: SIM115 - it is kept
        weakref.finalize(self, file.close)
        for piece in self._pieces_of(self._tell):
            if self.state is not ExportState.RUNNING:
                file.close()
                return
            self.size += file.write(piece)
        file.flush()
        self._file = file

    def _tell(self, progress: "ExportProgress") -> None:
        self.progress = progress
