"""Generated passwords: one file for the person who hands them out, written once, before anything.

An import that goes on after a sudden end reads them from that file again: a user whose creation got
no answer then has the password that stands there.
"""

import csv
import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from services.errors import InputError
from services.home.stored_files import PRIVATE_FILE, remove_file, unusable
from services.users.csv_files.checking.import_plan import ImportPlan, PlannedOutcome
from services.users.csv_files.columns import PASSWORD
from services.users.snapshot.question import USERNAME
from services.users.spreadsheet_cells import guarded, unguarded

_CHOOSE = "Choose another name, or move it away."


def write_passwords(path: Path, plan: ImportPlan, generate: Callable[[], str]) -> Mapping[str, str]:
    """Write a password for each user to be created, mode 0600, and return them by username.

    A file that is there already is never replaced: InputError. StoredFileError when it cannot be
    written; then there is no file.
    """
    made = {row.username: generate() for row in plan.rows if row.outcome is PlannedOutcome.CREATE}
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([USERNAME, PASSWORD])
    table.writerows([guarded(name), guarded(password)] for name, password in made.items())
    _write_once(path, text.getvalue().encode())
    return made


def read_passwords(path: Path) -> Mapping[str, str]:
    """Return the passwords by username; raises StoredFileError when the file cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise unusable(path, error, "read") from error
    return {unguarded(name): unguarded(password) for name, password in rows[1:]}


def _write_once(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, PRIVATE_FILE)
    except FileExistsError:
        raise InputError(f"{path} is there already.", hint=_CHOOSE) from None
    except OSError as error:
        raise unusable(path, error, "written") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remove_file(path)
        raise unusable(path, error, "written") from error
