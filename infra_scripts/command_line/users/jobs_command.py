"""`users jobs`: what is or was done to many users, and the end of a job that was left."""

from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import plain, say, table
from infra_scripts.command_line.users.opened_users import opened_users

if TYPE_CHECKING:
    from services.users.bulk.bulk_desk import JobSummary


@click.command(short_help="List the jobs on many users, or cancel one that was left.")
@click.option(
    "--cancel", "job_id", metavar="ID", help="Leave the rest of this job undone, for good."
)
@global_options
@click.pass_obj
def jobs(invocation: Invocation, job_id: str | None) -> None:
    """List the jobs on the users of this user pool, the newest first.

    A job that was interrupted keeps its users from other jobs until it goes on, which the command
    that began it does, or is cancelled. What it did stays done.
    """
    with opened_users(invocation, is_written=job_id is not None) as users:
        if job_id is not None:
            users.desk.cancel(job_id)
        listed = users.desk.jobs()
    for line in table(_row(each) for each in listed):
        say(line)
    if not listed:
        say("There is no job yet.")


def _row(job: "JobSummary") -> tuple[str, ...]:
    counts = ", ".join(f"{count:,} {word}" for word, count in job.counts.items())
    began = f"{job.header.created_at.astimezone():%Y-%m-%d %H:%M:%S}"
    ended = f"{sum(job.counts.values()):,} of {job.total:,}"
    return (job.header.id, began, job.state, plain(job.header.label), ended, counts)
