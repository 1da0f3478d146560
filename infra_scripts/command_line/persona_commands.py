"""`seed` and `reset`: put the test users, and with `reset` the stack, into their known state."""

import click

from infra_scripts.command_line.cloud import writable_cloud
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import Tally, say, told_progress
from services.settings import Settings


@click.command(short_help="Put the test users (personas) into their known state.")
@global_options
@click.pass_obj
def seed(invocation: Invocation) -> None:
    """Put the test users (personas) into their known state; changes only what differs."""
    settings = invocation.settings()
    with writable_cloud(settings) as aws:
        from infra_scripts import operations

        with told_progress("Seeding test users", is_shown=invocation.shows_progress) as tally:
            operations.seed(aws, tally)
    _summarise(settings, tally)


@click.command(short_help="Put test users and stack back to the known state.")
@global_options
@click.pass_obj
def reset(invocation: Invocation) -> None:
    """Put test users (personas) and stack back to the known state.

    Locally, users and groups that were added since are removed. On AWS only the lab's own test
    users are touched.
    """
    settings = invocation.settings()
    with writable_cloud(settings) as aws:
        from infra_scripts import operations

        with told_progress("Resetting", is_shown=invocation.shows_progress) as tally:
            operations.reset(aws, tally)
    _summarise(settings, tally)


def _summarise(settings: Settings, tally: Tally) -> None:
    say(f"{tally.changed} put right, {tally.unchanged} as they should be.")
    say(f"The test users' passwords are in {settings.personas_path}.")
