"""What the commands on users read and write: stdin; a file in one step, mode 0600, or stdout."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from infra_scripts.command_line.runs.result_files import writable_file
from services.errors import DiskFull, InputError, StoredFileError
from services.home.stored_files import unusable, write_pieces

STDOUT = "-"
_OUT = Path("/dev/stdout")


def new_file(name: str, *, may_replace: bool) -> Path | None:
    """Return the path to write to, None for stdout.

    Raises InputError where nothing could be written, and for a file that is there already unless it
    may be replaced: before anything is asked of the cloud.
    """
    if name == STDOUT:
        return None
    path = writable_file(name)
    if path.exists() and not path.is_file():  # /dev/stdout, for one, leads to what has no path
        raise InputError(f"{name} is no file.", hint="Name a file, or - for stdout.")
    if path.exists() and not may_replace:
        raise InputError(f"{name} is there already.", hint="Add --force to replace it.")
    return path.resolve()  # a link stays, and what it leads to is replaced


def opened_stdin() -> TextIO:
    """Return stdin; raises InputError where the caller closed it."""
    if sys.stdin is None:
        raise InputError("Stdin is closed.", hint="Pipe the text into the command.")
    return sys.stdin


def write_data(path: Path | None, pieces: Iterable[bytes]) -> None:
    """Write the pieces as they come; a file is there whole or, when that fails, as it was before.

    Raises InputError where the file cannot be written, DiskFull without room for it.
    """
    try:
        if path is None:
            _write_out(pieces)
        else:
            write_pieces(path, pieces)
    except DiskFull:
        raise
    except StoredFileError as error:
        raise InputError(error.message, hint="Name another file.") from error


def _write_out(pieces: Iterable[bytes]) -> None:
    out = sys.stdout.buffer
    try:
        for piece in pieces:
            out.write(piece)
        out.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        raise
    except OSError as error:
        raise unusable(_OUT, error, "written") from error
