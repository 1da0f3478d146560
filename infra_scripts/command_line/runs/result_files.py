"""Files that a command writes its results to: looked at before the run, written after it."""

import os
from pathlib import Path

from services.errors import InputError


def writable_file(name: str) -> Path:
    """Return the path; raise before the run when the results could not be written there."""
    path = Path(name).expanduser()
    if not name or path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError(
            f"{name or 'A file without a name'} cannot be written.",
            hint="Name a file in a folder you can write.",
        )
    return path


def write_result(path: Path, text: str) -> None:
    """Write the text with a line break at its end; raises InputError where that fails."""
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}.", hint="Name another file."
        ) from error
