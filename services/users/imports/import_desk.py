"""Where an import is begun and resumed: a checked file becomes a job on many users."""

from collections.abc import Callable, Container
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from services.errors import InputError, LabError
from services.home.stored_files import remove_file
from services.users.bulk.bulk_desk import BulkDesk, JobSummary
from services.users.bulk.journal.journal_view import ENDS
from services.users.bulk.plan.dry_run import DryRun
from services.users.bulk.plan.row_source import RowSource
from services.users.bulk.run.bulk_job import BulkJob
from services.users.csv_files.checking.choices import PasswordSource
from services.users.csv_files.checking.import_plan import PlannedOutcome
from services.users.csv_files.checking.known_users import UserSource
from services.users.csv_files.checking.looked_at import (
    CheckStep,
    TellLooked,
    ignore_looked,
    watched,
)
from services.users.csv_files.generated_passwords import read_passwords, write_passwords
from services.users.imports.checked_file import CheckedFile, check_file
from services.users.imports.import_source import IMPORT, ImportSource, choices_from
from services.users.passwords import generate_password


def try_import(desk: BulkDesk, checked: CheckedFile, tell: TellLooked = ignore_looked) -> DryRun:
    """Return what the job would do, protected users named; nothing is sent or written."""
    rows = checked.plan.rows if checked.choices.passwords is PasswordSource.GENERATED else ()
    names = (row.username for row in rows if row.outcome is PlannedOutcome.CREATE)
    made = dict.fromkeys(names, _generator(checked)())  # one for all: nobody gets it
    return _planned(desk, checked, ImportSource(checked=checked, generated=made), tell)


def begin_import(
    desk: BulkDesk,
    checked: CheckedFile,
    *,
    passwords_file: Path | None = None,
    reason: str = "",
    tell: TellLooked = ignore_looked,
) -> BulkJob:
    """Write the generated passwords, create the groups that miss, and begin the job.

    Raises what `BulkDesk.start` does, and InputError where the file of the passwords is missing or
    there already. Nothing is sent then, but for groups that were created before one was refused.
    """
    return begin_rows(
        desk, checked, lambda base: base, passwords_file=passwords_file, reason=reason, tell=tell
    )


def begin_rows(
    desk: BulkDesk,
    checked: CheckedFile,
    source_of: Callable[[ImportSource], RowSource],
    *,
    without_password: Container[int] = (),
    passwords_file: Path | None = None,
    reason: str = "",
    tell: TellLooked = ignore_looked,
) -> BulkJob:
    """Begin the job that `source_of` makes of the rows, as `begin_import` does.

    `without_password` has the lines whose users get none generated.
    """
    if checked.choices.passwords is not PasswordSource.GENERATED:
        return _started(desk, checked, source_of(ImportSource(checked=checked)), reason, tell)
    if passwords_file is None:
        raise InputError(
            "The generated passwords need a file.", hint="Say which file they are written to."
        )
    rows = tuple(row for row in checked.plan.rows if row.line not in without_password)
    made = write_passwords(passwords_file, replace(checked.plan, rows=rows), _generator(checked))
    base = ImportSource(checked=checked, passwords_file=str(passwords_file), generated=made)
    try:
        return _started(desk, checked, source_of(base), reason, tell)
    except LabError:
        remove_file(passwords_file)
        raise


def resume_import(
    desk: BulkDesk,
    job_id: str,
    content: BinaryIO,
    name: str,
    users: UserSource,
    *,
    tell: TellLooked = ignore_looked,
) -> BulkJob:
    """Go on with an import, with the same file; its choices are those that it was begun with.

    Raises what `BulkDesk.resume` does, and StoredFileError when the generated passwords are gone.
    """
    kept = desk.header(job_id).source
    if kept.get("kind") != IMPORT:
        raise InputError("This job is no import.", hint="Resume it without a file.")
    choices = choices_from(kept)
    checked = check_file(content, str(kept["file"]), desk.pool(), users, choices, tell=tell)
    if checked.mark != kept["mark"]:
        raise InputError(
            f"{name} is not the file that the job was begun with.", hint="Choose that file again."
        )
    path = str(kept["passwords_file"])
    made = read_passwords(Path(path)) if path else {}
    return desk.resume(job_id, ImportSource(checked=checked, passwords_file=path, generated=made))


def unended_import(desk: BulkDesk, checked: CheckedFile) -> JobSummary | None:
    """Return the newest import of this very file that has not ended."""
    for job in desk.jobs():
        kept = job.header.source
        is_this = kept.get("kind") == IMPORT and kept.get("mark") == checked.mark
        if is_this and job.state not in ENDS:
            return job
    return None


def _started(
    desk: BulkDesk, checked: CheckedFile, source: RowSource, reason: str, tell: TellLooked
) -> BulkJob:
    return desk.start(_planned(desk, checked, source, tell), reason=reason)


def _planned(desk: BulkDesk, checked: CheckedFile, source: RowSource, tell: TellLooked) -> DryRun:
    rows = watched(checked.plan.rows, tell, CheckStep.PLAN, len(checked.plan.rows))
    return desk.plan_of(source, (row.known for row in rows))


def _generator(checked: CheckedFile) -> Callable[[], str]:
    return partial(generate_password, checked.pool.policy)
