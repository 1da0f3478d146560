"""`engine start|stop|status`: the local engine of this home, without another command."""

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say
from services.cloud.aws import Aws
from services.errors import SettingsError
from services.settings import Settings


@click.group(short_help="Run the local engine alone (engine start|stop|status).")
@global_options
def engine() -> None:
    """Start, stop or look at the local engine of this home."""


@engine.command(short_help="Start the local engine; it runs until `engine stop`.")
@global_options
@click.pass_obj
def start(invocation: Invocation) -> None:
    """Start the local engine, unless it runs already; it runs on until `engine stop`."""
    from infra_scripts.local_engine.process import start_detached
    from infra_scripts.local_engine.self_test.report import require_self_test

    settings = _local(invocation)
    running = start_detached(settings)
    if running.started_here:
        from infra_scripts.stack.provisioner import Provisioner

        Provisioner(Aws(settings, running.endpoint_url), settings).refresh_addresses()
    word = "started" if running.started_here else "runs already"
    say(f"The local engine {word} at {running.endpoint_url} (process {running.pid}).")
    require_self_test(running.self_test)


@engine.command(short_help="Stop the local engine.")
@global_options
@click.pass_obj
def stop(invocation: Invocation) -> None:
    """Stop the local engine; users, tokens and functions are kept for the next start."""
    from infra_scripts.local_engine.process import stop as stop_engine

    stopped = stop_engine(_local(invocation))
    say("The local engine has stopped." if stopped else "No local engine was running.")


@engine.command(short_help="Say whether the local engine runs and passed its self-test.")
@global_options
@click.pass_obj
def status(invocation: Invocation) -> None:
    """Say whether the local engine runs and passed its self-test; exit 1 when it did not."""
    from infra_scripts.local_engine.process import status as engine_status
    from infra_scripts.local_engine.self_test.report import require_self_test

    found = engine_status(_local(invocation))
    if not found.running:
        if found.pid is None:
            say("The local engine is not running.")
        else:
            say(f"The local engine (process {found.pid}) does not answer.")
            say("Next: `python -m infra_scripts engine stop` ends it.")
        raise click.exceptions.Exit(1)
    megabytes = (found.memory_bytes or 0) / 1_000_000
    say(f"The local engine runs at {found.endpoint_url}.")
    say(f"ministack {found.version}, process {found.pid}, {megabytes:.0f} MB.")
    if found.self_test is not None:
        require_self_test(found.self_test)
        say(f"Self-test: all {len(found.self_test.checks)} checks passed.")


def _local(invocation: Invocation) -> Settings:
    settings = invocation.settings()
    if not settings.is_local:
        raise SettingsError("There is no local engine on AWS.", hint="Choose --cloud local.")
    return settings
