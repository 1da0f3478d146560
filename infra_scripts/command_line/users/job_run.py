"""A job on many users at work, watched by a command: how far it is, and how it is interrupted."""

from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.terminal import told_line

if TYPE_CHECKING:
    from services.users.bulk.bulk_desk import BulkDesk
    from services.users.bulk.plan.dry_run import DryRun
    from services.users.bulk.run.bulk_job import BulkJob

_LOOK_SECONDS = 0.1
_END_SECONDS = 60.0  # as long as a call that was sent may take


def run_to_end(job: "BulkJob", *, is_shown: bool) -> None:
    """Wait for the job's end; Ctrl-C, or what would fail every row, leaves it to be gone on with.

    Raises KeyboardInterrupt, or the error that every row would meet, once nothing is sent any more.
    """
    try:
        _watch(job, is_shown=is_shown)
    except BaseException:
        _leave(job)
        raise


def unended_like(desk: "BulkDesk", plan: "DryRun") -> str:
    """Return the id of a job of the same act on the same users that has not ended, "" for none."""
    from services.users.bulk.journal.journal_view import ENDS

    names = [row.username for row in plan.rows]
    for job in desk.jobs():
        is_left = job.state not in ENDS and job.header.source == plan.source.as_json()
        if is_left and [row.username for row in desk.results(job.header.id)] == names:
            return job.header.id
    return ""


def _watch(job: "BulkJob", *, is_shown: bool) -> None:
    with told_line(job.header.label, is_shown=is_shown) as tell:
        while not job.wait(_LOOK_SECONDS):
            if job.problem:
                raise job.problem
            tell(_how_far(job))
    if job.problem:
        raise job.problem


def _leave(job: "BulkJob") -> None:
    job.leave()
    job.wait(_END_SECONDS)
    progress = job.progress()
    if progress.left:
        click.echo(
            f"{progress.ended:,} of {progress.total:,} rows ended. "
            "Run the same command again to go on with the others.",
            err=True,
        )


def _how_far(job: "BulkJob") -> str:
    progress = job.progress()
    words = f"{progress.ended:,} of {progress.total:,}, {progress.per_second:.0f} a second"
    left = progress.seconds_left
    return words if left is None else f"{words}, {left:.0f} s left"
