"""The DuckDB database of a snapshot: opened on disk, mode 0600, or in memory; closed and removed.

Nothing outside it can be read or written through SQL, and DuckDB loads no extension.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.errors import SnapshotError
from services.home.stored_files import PRIVATE_FILE, make_private_dir, remove_file, unusable
from services.settings import Settings

if TYPE_CHECKING:
    import duckdb

FILE = "users.duckdb"
_HELD = "IO Error: Could not set lock"  # DuckDB's words; the path that follows may hold any
_NO_ROOM = os.strerror(errno.ENOSPC)
_NAME = "pool"
# A thread scans a row group. By DuckDB's own size, 122,880 rows, most pools would have only one.
_ATTACH = f"ATTACH ? AS {_NAME} (ROW_GROUP_SIZE 16384)"
_USE = f"USE {_NAME}"
_LIMITS = {"memory_limit": "1GB", "autoload_known_extensions": "false"}
_LOCKDOWN = (
    "SET autoinstall_known_extensions = false",
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class SnapshotDatabase:
    """One open database; `is_on_disk` is False where nothing of it is written.

    `writes` counts what was written. DuckDB lets one process open a file for writing, and the
    lockdown lets it do so once: so nobody else's writes are missing from the number
    (https://duckdb.org/docs/stable/connect/concurrency).
    """

    def __init__(self, directory: Path | None) -> None:
        """Open it in `directory`, or in memory for None.

        A file that is damaged is made anew. One that another process holds stays as it is, and this
        database is then in memory.
        """
        self.writes = 0
        self._directory = directory
        connection = _opened(directory / FILE) if directory else None
        self.is_on_disk = connection is not None
        self._connection = connection or _connected(":memory:")
        for statement in _LOCKDOWN:
            self._connection.execute(statement)
        self._file = self._on_disk()
        self.keep_private()

    def connection(self) -> "duckdb.DuckDBPyConnection":
        """Return a connection for one thread at a time; it ends with the database."""
        cursor = self._connection.cursor()
        cursor.execute(_USE)
        return cursor

    def keep_private(self) -> None:
        """Give what was written since mode 0600; its directory, 0700, keeps others out anyway.

        Raises SnapshotError where the directory is gone or locked.
        """
        if not (self.is_on_disk and self._directory):
            return
        try:
            for path in self._directory.iterdir():
                with suppress(FileNotFoundError):  # DuckDB has just put its log into the file
                    path.chmod(PRIVATE_FILE)
        except OSError as error:
            raise _lost(error) from error

    def is_lost(self) -> bool:
        """Tell whether its file was removed or replaced meanwhile, or a failure has ended it."""
        import duckdb

        try:
            self._connection.execute("SELECT 1")
            return self._on_disk() != self._file
        except (duckdb.Error, SnapshotError):
            return True

    def close(self) -> None:
        self._connection.close()

    def _on_disk(self) -> tuple[int, int] | None:
        """Return which file this is, None in memory; `down` removes it under an open server."""
        if not (self.is_on_disk and self._directory):
            return None
        try:
            found = (self._directory / FILE).stat()
        except OSError as error:
            raise _lost(error) from error
        return found.st_dev, found.st_ino


def empty(directory: Path) -> None:
    """Remove the files of a snapshot that no process has open."""
    try:
        for left in directory.iterdir():
            remove_file(left)
    except OSError as error:
        raise SnapshotError(
            f"{directory} cannot be used: {error.strerror}.",
            hint="Check who owns it and what its mode is, or move it away.",
        ) from error


def remove_snapshot(settings: Settings) -> None:
    """Remove the stack's snapshot from the disk, if there is one."""
    try:
        shutil.rmtree(settings.snapshot_dir)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unusable(settings.snapshot_dir, error, "removed") from error


@contextmanager
def transaction(connection: "duckdb.DuckDBPyConnection") -> Iterator[Any]:
    """Do all of it or nothing; raises SnapshotError for what DuckDB refuses."""
    import duckdb

    try:
        connection.begin()
        yield connection
        connection.commit()
    except duckdb.Error as error:
        _roll_back(connection)
        raise _unusable(error) from None
    except BaseException:
        _roll_back(connection)
        raise


def _unusable(error: Exception) -> SnapshotError:
    """Return the error without DuckDB's text, which may repeat what a user's record holds."""
    if _NO_ROOM in str(error):
        return SnapshotError(
            "The snapshot of the user pool cannot be written: the disk is full.",
            hint="Free some disk space and read it again, or start with "
            "AUTHORIZER_LAB_SNAPSHOT=memory.",
        )
    return SnapshotError(
        f"The snapshot of the user pool cannot be used ({type(error).__name__}).",
        hint="Read it again. If that fails, too, check that the disk has room.",
    )


def _lost(error: OSError) -> SnapshotError:
    return SnapshotError(
        f"The snapshot of the user pool is not where it was: {error.strerror}.",
        hint="Load the page again: the snapshot is then opened anew.",
    )


def _roll_back(connection: "duckdb.DuckDBPyConnection") -> None:
    import duckdb

    try:
        connection.rollback()
    except duckdb.Error:  # it ended by itself, or the database is closed
        return


def _opened(path: Path) -> "duckdb.DuckDBPyConnection | None":
    import duckdb

    make_private_dir(path.parent)
    try:
        return _connected(str(path))
    except duckdb.IOException as error:
        if str(error).startswith(_HELD):
            return None
    except duckdb.ResourceInUseException:  # another database of this process has it open
        return None
    except duckdb.Error:  # not a database, or one that a crash left unreadable
        pass
    empty(path.parent)
    try:
        return _connected(str(path))
    except duckdb.Error as error:
        raise _unusable(error) from None


def _connected(place: str) -> "duckdb.DuckDBPyConnection":
    import duckdb

    connection = duckdb.connect(":memory:", config=dict(_LIMITS))
    try:
        connection.execute(_ATTACH, [place])
    except duckdb.Error:
        connection.close()
        raise
    return connection
