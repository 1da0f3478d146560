"""One import from its file to its report: the dry run, a job, or going on with one."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.users.imports.cognito_part import (
    begin_by_cognito,
    is_by_cognito,
    say_what_it_takes,
)
from infra_scripts.command_line.users.imports.import_flags import ImportFlags
from infra_scripts.command_line.users.imports.import_text import ImportText
from infra_scripts.command_line.users.job_run import run_to_end
from infra_scripts.command_line.users.opened_users import OpenedUsers, read_users
from services.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from services.users.bulk.bulk_desk import JobSummary
    from services.users.bulk.run.bulk_job import BulkJob
    from services.users.imports.checked_file import CheckedFile
    from services.users.imports.import_report import ImportReport
    from services.users.snapshot.snapshot import Snapshot

_WITHOUT = "Run it again with --on-existing update, and without --cognito-job."


def import_report(users: OpenedUsers, text: ImportText, flags: ImportFlags) -> "ImportReport":
    """Do what was asked and return what came of it; raises what a job raises."""
    from services.users.imports.checked_file import check_file
    from services.users.imports.import_desk import unended_import

    with read_users(users) as snapshot:
        pool = users.desk.pool()
        checked = check_file(text.opened(), text.name, pool, snapshot, flags.choices)
        begun = unended_import(users.desk, checked)
        if begun and flags.is_dry_run:
            _say_begun(begun, "Without --dry-run, this command goes on with it.")
        elif begun:
            _say_begun(begun, "Going on with it, with the choices that it was begun with.")
            return _resumed(users, begun, text, snapshot)
    by_cognito = is_by_cognito(users, checked, flags)
    if by_cognito and flags.is_dry_run:
        say_what_it_takes(users, checked)
    if flags.is_dry_run or not _changes(checked):
        return _tried(users, checked, is_dry_run=flags.is_dry_run)
    if by_cognito:
        return _made_by_cognito(users, checked, flags)
    return _made(users, checked, _begun(users, checked, flags))


def _say_begun(job: "JobSummary", what: str) -> None:
    at = _local_time(job.header.created_at)
    ended = f"{sum(job.counts.values()):,} of {job.total:,} rows"
    click.echo(f"An import of this file, begun {at}, has not ended: {ended}. {what}", err=True)


def _local_time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _changes(checked: "CheckedFile") -> bool:
    return any(row.create or row.update for row in checked.plan.rows)


def _tried(users: OpenedUsers, checked: "CheckedFile", *, is_dry_run: bool) -> "ImportReport":
    from services.users.imports.import_desk import try_import
    from services.users.imports.import_report import ImportReport, planned_rows

    rows = planned_rows(checked, try_import(users.desk, checked).rows)
    return ImportReport(file=checked, is_dry_run=is_dry_run, rows=rows)


def _begun(users: OpenedUsers, checked: "CheckedFile", flags: ImportFlags) -> "BulkJob":
    from services.users.imports.import_desk import begin_import

    _require_reason(checked, flags)
    path = flags.passwords_path
    job = begin_import(users.desk, checked, passwords_file=path, reason=flags.reason)
    _say_passwords(flags.passwords_path)
    return job


def _made_by_cognito(
    users: OpenedUsers, checked: "CheckedFile", flags: ImportFlags
) -> "ImportReport":
    from services.users.imports.by_cognito.after_cognito import with_cognitos

    _require_reason(checked, flags)
    job, run = begin_by_cognito(users, checked, flags)
    _say_passwords(flags.passwords_path)
    report = _made(users, checked, job, otherwise=_WITHOUT)
    return replace(report, rows=with_cognitos(report.rows, run))


def _require_reason(checked: "CheckedFile", flags: ImportFlags) -> None:
    from services.users.imports.import_source import ImportSource

    if ImportSource(checked=checked).needs_reason and not flags.reason.strip():
        raise InputError(
            "The file disables users who are there, which needs a reason.",
            hint="Add --reason TEXT: it stands in the audit log.",
        )


def _say_passwords(path: "Path | str | None") -> None:
    if path:
        click.echo(f"The generated passwords are in {path}.", err=True)


def _resumed(
    users: OpenedUsers, begun: "JobSummary", text: ImportText, snapshot: "Snapshot"
) -> "ImportReport":
    from services.users.imports.checked_file import check_file
    from services.users.imports.import_desk import resume_import
    from services.users.imports.import_source import choices_from

    choices = choices_from(begun.header.source)
    checked = check_file(text.opened(), text.name, users.desk.pool(), snapshot, choices)
    job = resume_import(users.desk, begun.header.id, text.opened(), text.name, snapshot)
    _say_passwords(str(begun.header.source["passwords_file"]))
    return _made(users, checked, job)


def _made(
    users: OpenedUsers, checked: "CheckedFile", job: "BulkJob", *, otherwise: str = ""
) -> "ImportReport":
    from services.users.imports.import_report import ImportReport, ended_rows

    run_to_end(job, is_shown=users.shows_progress, otherwise=otherwise)
    rows = ended_rows(checked, users.desk.results(job.id))
    return ImportReport(file=checked, is_dry_run=False, rows=rows, job=job.id)
