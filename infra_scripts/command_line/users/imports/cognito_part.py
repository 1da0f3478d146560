"""The part of an import that Cognito's own job does: offered for many new users on AWS."""

import time
from collections import Counter
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.terminal import told_line
from infra_scripts.command_line.users.imports.import_flags import ImportFlags
from infra_scripts.command_line.users.opened_users import OpenedUsers
from services.errors import InputError, Unobtainable

if TYPE_CHECKING:
    from services.users.bulk.run.bulk_job import BulkJob
    from services.users.csv_files.import_job.job import CognitoJob
    from services.users.imports.by_cognito.cognito_run import CognitoRun
    from services.users.imports.checked_file import CheckedFile


def is_by_cognito(users: OpenedUsers, checked: "CheckedFile", flags: ImportFlags) -> bool:
    """Tell whether Cognito's own job makes the new users, and say so where it only could.

    Raises Unobtainable with the reason where it was asked for and cannot be had.
    """
    from services.users.csv_files.import_job.job import why_no_job

    why = why_no_job(checked.plan, checked.choices, users.aws.settings)
    if flags.by_cognito and why:
        raise Unobtainable(
            f"Cognito's own import job is not to be had here. {why}",
            hint="Leave out --cognito-job.",
        )
    if not (flags.by_cognito or why):
        click.echo("Cognito's own import job is made for so many users: --cognito-job.", err=True)
    return flags.by_cognito


def say_what_it_takes(users: OpenedUsers, checked: "CheckedFile") -> None:
    """Say how many users Cognito's job would make, and why the ordinary import makes the others."""
    from services.users.imports.by_cognito.cognito_run import cognito_import

    file = cognito_import(users.aws, checked).file
    click.echo(f"Cognito's import job would make {len(file.lines):,} users.", err=True)
    for why, count in Counter(each.why for each in file.left).items():
        click.echo(f"{count:,} left to the ordinary import: {why}", err=True)


def begin_by_cognito(
    users: OpenedUsers, checked: "CheckedFile", flags: ImportFlags
) -> "tuple[BulkJob, CognitoRun]":
    """Let Cognito's job make the new users, and begin the job of what is left then."""
    from services.users.imports.by_cognito.after_cognito import begin_rest, disables
    from services.users.imports.by_cognito.cognito_run import cognito_import

    if disables(checked.plan.rows) and not flags.reason.strip():
        raise InputError(
            "Users whom Cognito's job made are disabled after it, which needs a reason.",
            hint="Add --reason TEXT: it stands in the audit log.",
        )
    job = cognito_import(users.aws, checked)
    with told_line("Cognito's import job", is_shown=users.shows_progress) as tell:
        run = job.run(reason=flags.reason, tell=lambda now: tell(_how_far(now)), sleep=time.sleep)
    path = flags.passwords_path
    rest = begin_rest(users.desk, checked, run, passwords_file=path, reason=flags.reason)
    return rest, run


def _how_far(job: "CognitoJob") -> str:
    return f"{job.state.value}: {job.imported:,} imported, {job.skipped + job.failed:,} not"
