"""Reading and writing the small files under the home: atomic, private, never half-written."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from services.errors import StoredFileError

PRIVATE_DIR = 0o700
PRIVATE_FILE = 0o600


def make_private_dir(path: Path) -> Path:
    """Create `path` and its missing parents, readable by this user only, and return it."""
    missing = [parent for parent in path.parents if not parent.exists()]
    try:
        for directory in [*reversed(missing), path]:  # mkdir's own parents ignore the mode
            directory.mkdir(mode=PRIVATE_DIR, exist_ok=True)
    except OSError as error:
        raise StoredFileError(
            f"The directory {path} cannot be created: {error.strerror}.",
            hint="Set AUTHORIZER_LAB_HOME to a directory you can write.",
        ) from error
    return path


def is_there(path: Path) -> bool:
    """Tell whether `path` exists; raises StoredFileError where that cannot be told."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def remove_file(path: Path) -> None:
    """Remove `path` if it is there; raises StoredFileError when it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoredFileError(
            f"{path} cannot be removed: {error.strerror}.",
            hint="Set AUTHORIZER_LAB_HOME to a directory you can write.",
        ) from error


def write_json(path: Path, document: Any, *, is_durable: bool = True) -> None:
    """Replace `path` with `document` in one step, mode 0600; makes its directory.

    Without `is_durable` the flush to disk is left to the system: for a file that is replaced many
    times in a row and can be made anew.
    """
    make_private_dir(path.parent)
    text = f"{json.dumps(document, indent=2)}\n"
    write_bytes(path, text.encode(), is_durable=is_durable)


def write_bytes(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Replace `path` with `content` in one step, mode 0600; its directory has to be there.

    A reader sees the old file or the new one, never a part: the content goes to a temporary file
    beside it, is flushed to disk and renamed over it. Raises StoredFileError when that fails.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoredFileError(
            f"{path} cannot be written: {error.strerror}.",
            hint="Free some disk space or set AUTHORIZER_LAB_HOME to a directory you can write.",
        ) from error


def read_json(path: Path) -> Any | None:
    """Return the document in `path`, or None when there is no such file.

    Raises StoredFileError when it is there but cannot be read as JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    except (ValueError, RecursionError) as error:
        raise StoredFileError(
            f"{path} is not valid JSON.",
            hint="Move it away and run `python -m infra_scripts reset`: it is made anew.",
        ) from error


def _unreadable(path: Path, error: OSError) -> StoredFileError:
    return StoredFileError(
        f"{path} cannot be read: {error.strerror}.", hint="Check who owns the file."
    )
