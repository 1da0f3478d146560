"""`plan`, `up`, `status`, `outputs`, `down`: the stack as a whole."""

from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.cloud import opened_cloud, writable_cloud
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.stack_report import (
    is_engine_running,
    show_outputs_as_env,
    show_place,
    show_plan,
    show_resources,
)
from infra_scripts.command_line.terminal import say, told_progress
from services.errors import InputError, LeftoversFound
from services.home.outputs import require_outputs
from services.settings import Settings

if TYPE_CHECKING:
    from infra_scripts.local_engine.self_test.report import SelfTestReport


@click.command(short_help="Show what `up` would change; writes nothing.")
@global_options
@click.pass_obj
def plan(invocation: Invocation) -> None:
    """Show what `up` would change; writes nothing. Exit 1 when a change is refused."""
    settings = invocation.settings()
    with opened_cloud(settings) as aws:
        from infra_scripts.stack.provisioner import Provisioner

        planned = Provisioner(aws, settings).plan()
    if show_plan(planned):
        raise click.exceptions.Exit(1)


@click.command(short_help="Create the stack, or bring it to its described state.")
@global_options
@click.pass_obj
def up(invocation: Invocation) -> None:
    """Create the stack, or bring it to its described state; a second time changes nothing."""
    settings = invocation.settings()
    with writable_cloud(settings) as aws:
        from infra_scripts import operations

        with told_progress("Provisioning", is_shown=invocation.shows_progress) as tally:
            outputs = operations.up(aws, tally)
    say(f"{settings.stack}: {tally.changed} changed, {tally.unchanged} unchanged.")
    say(f"Sign-in API    {outputs.sign_in_url}")
    say(f"Protected API  {outputs.my_api_url}")
    if tally.changed or not settings.personas_path.exists():
        say("Next: `python -m infra_scripts seed` adds the test users.")
    if settings.is_local and not is_engine_running(settings):
        say("The addresses answer while a local engine runs: `demo` or `engine start` starts one.")


@click.command(short_help="Show every resource, the engine and the stack's address.")
@global_options
@click.pass_obj
def status(invocation: Invocation) -> None:
    """Show every resource, the engine and the stack's address; exit 1 when something is wrong."""
    settings = invocation.settings()
    was_running = settings.is_local and is_engine_running(settings)
    found: list[SelfTestReport] = []
    with opened_cloud(settings, judge=found.append) as aws:
        from infra_scripts.stack.provisioner import Provisioner

        is_sound = show_place(aws, found, was_running=was_running)
        is_complete = show_resources(Provisioner(aws, settings).status())
    if not is_complete:
        say("Run `python -m infra_scripts up` to complete the stack.")
    if not (is_sound and is_complete):
        raise click.exceptions.Exit(1)


@click.command(short_help="Print the stack's ids and addresses.")
@global_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "env"]),
    default="json",
    help="json: the file itself; env: KEY=value lines for a shell.",
)
@click.pass_obj
def outputs(invocation: Invocation, form: str) -> None:
    """Print the stack's ids and addresses."""
    settings = invocation.settings()
    complete = require_outputs(settings)
    if form == "json":
        click.echo(settings.outputs_path.read_bytes(), nl=False)
    else:
        show_outputs_as_env(complete)


@click.command(short_help="Remove everything that carries the stack's tag.")
@global_options
@click.option("--yes", is_flag=True, help="Do not ask for the stack's name first.")
@click.pass_obj
def down(invocation: Invocation, yes: bool) -> None:
    """Remove everything that carries the stack's tag, users included; exit 1 for leftovers."""
    settings = invocation.settings()
    if not (yes or invocation.is_interactive):
        raise InputError("`down` asks before it removes a stack.", hint="Add --yes.")
    with writable_cloud(settings) as aws:
        from infra_scripts import operations

        if not yes:
            _ask_for_name(settings)
        with told_progress("Removing", is_shown=invocation.shows_progress) as tally:
            leftovers = operations.down(aws, tally)
    for leftover in leftovers:
        say(str(leftover))
    if leftovers:
        raise LeftoversFound(
            f"{len(leftovers)} of the stack's resources are still there.",
            hint="Run `python -m infra_scripts down` again, or remove them in the AWS console.",
        )
    say(f"{settings.stack}: {tally.changed} removed, nothing left.")


def _ask_for_name(settings: Settings) -> None:
    typed = click.prompt(
        f"This removes the stack and its users. Type its name, {settings.stack}, to go on",
        err=True,
    )
    if typed != settings.stack:
        raise InputError(f"{typed!r} is not the stack's name: nothing was removed.")
