"""The DuckDB database of a snapshot: opened on disk, mode 0600, or in memory; closed and removed.

Nothing outside it can be read or written through SQL, and DuckDB loads no extension.
"""

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
        self.keep_private()

    def connection(self) -> "duckdb.DuckDBPyConnection":
        """Return a connection for one thread at a time; it ends with the database."""
        return self._connection.cursor()

    def keep_private(self) -> None:
        """Give what was written since mode 0600; its directory, 0700, keeps others out anyway."""
        if self.is_on_disk and self._directory:
            for path in self._directory.iterdir():
                with suppress(FileNotFoundError):  # DuckDB has just put its log into the file
                    path.chmod(PRIVATE_FILE)

    def close(self) -> None:
        self._connection.close()


def empty(directory: Path) -> None:
    """Remove the files of a snapshot that no process has open."""
    for left in directory.iterdir():
        remove_file(left)


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
        raise SnapshotError(
            f"The snapshot of the user pool cannot be used ({type(error).__name__}).",
            hint="Read it again. If that fails, too, check that the disk has room.",
        ) from None  # DuckDB's text may repeat what a user's record holds
    except BaseException:
        _roll_back(connection)
        raise


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
        if "lock" in str(error):
            return None
    except duckdb.Error:  # not a database, or one that a crash left unreadable
        pass
    empty(path.parent)
    return _connected(str(path))


def _connected(place: str) -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect(place, config=dict(_LIMITS))
