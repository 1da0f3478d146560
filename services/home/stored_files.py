"""Reading and writing the small files under the home: atomic, private, never half-written."""

import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from services.errors import DiskFull, StoredFileError

PRIVATE_DIR = 0o700
PRIVATE_FILE = 0o600
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM)
_MOVE_AWAY = "Move it away, or set AUTHORIZER_LAB_HOME to a directory you can write."
_OTHER_HOME = "Set AUTHORIZER_LAB_HOME to a directory you can write."


def make_private_dir(path: Path) -> Path:
    """Create `path` and its missing parents, readable by this user only, and return it."""
    missing = [parent for parent in path.parents if not parent.exists()]
    try:
        for directory in [*reversed(missing), path]:  # mkdir's own parents ignore the mode
            directory.mkdir(mode=PRIVATE_DIR, exist_ok=True)
    except OSError as error:
        raise unusable(path, error, "created") from error
    return path


def is_there(path: Path) -> bool:
    """Tell whether `path` exists; raises StoredFileError where that cannot be told."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unusable(path, error, "read") from error
    return True


def remove_file(path: Path) -> None:
    """Remove `path` if it is there; raises StoredFileError when it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(path, error, "removed") from error


def write_json(path: Path, document: Any, *, is_durable: bool = True) -> None:
    """Replace `path` with `document` in one step, mode 0600; makes its directory.

    Without `is_durable` the flush to disk is left to the system: for a file that is replaced many
    times in a row and can be written again.
    """
    make_private_dir(path.parent)
    text = f"{json.dumps(document, indent=2)}\n"
    write_pieces(path, [text.encode()], is_durable=is_durable)


def write_pieces(path: Path, pieces: Iterable[bytes], *, is_durable: bool = True) -> None:
    """Replace `path` with the pieces in one step, mode 0600; its directory has to be there.

    A reader sees the old file or the new one, never a part: the content goes to a temporary file
    beside it, is flushed to disk and renamed over it. Raises StoredFileError when that fails.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unusable(path, error, "written") from error


def read_json(path: Path, *, remedy: str = _MOVE_AWAY) -> Any | None:
    """Return the document in `path`, or None when there is no such file.

    Raises StoredFileError when it is there but cannot be read as JSON; `remedy` is then its hint,
    the sentence that says how to get a new file.
    """
    try:
        refuse_pipe(path)
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unusable(path, error, "read", remedy=remedy) from error
    except (ValueError, RecursionError) as error:
        raise StoredFileError(f"{path} is not valid JSON.", hint=remedy) from error


def refuse_pipe(path: Path) -> None:
    """Raise OSError for what is neither file nor directory: to open a pipe could take for ever."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is not a file")


def unusable(path: Path, error: OSError, done: str, *, remedy: str = _MOVE_AWAY) -> StoredFileError:
    """Return the error for a path under the home that cannot be `done` ("read", "written" ...).

    `remedy` is the hint where something else stands in the place of the file. A full disk is
    DiskFull: the settings are fine, and the answer is no.
    """
    kind: type[StoredFileError] = StoredFileError
    reason, hint = error.strerror or type(error).__name__, _OTHER_HOME
    if in_the_way := next((each for each in path.parents if each.is_file()), None):
        reason, hint = f"{in_the_way} is a file, where a directory belongs", _MOVE_AWAY
    elif done != "created" and path.is_dir():
        reason, hint = "it is a directory, where a file belongs", remedy
    elif done == "created" and path.is_file():
        reason = "it is a file, where a directory belongs"
    elif error.errno in _FULL:
        kind, hint = DiskFull, "Free some disk space and try again."
    elif error.errno in _NOT_ALLOWED:
        hint = f"Check who owns it. {_OTHER_HOME}"
    return kind(f"{path} cannot be {done}: {reason}.", hint=hint)
