"""`demo`: the whole product in a browser until Ctrl-C."""

import os
import signal
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from subprocess import Popen
from types import FrameType

import click

from infra_scripts.command_line.demo_server import (
    choose_port,
    how_it_ended,
    require_two_ports,
    ui_server,
    wait_until_healthy,
)
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say
from services.home.outputs import load_outputs
from services.home.stored_files import make_private_dir
from services.settings import Settings


@click.command(short_help="Serve the whole demo in a browser until Ctrl-C.")
@global_options
@click.option("--no-browser", is_flag=True, help="Print the address only; open no browser.")
@click.pass_obj
def demo(invocation: Invocation, no_browser: bool) -> None:
    """Start the local engine, provision, seed and serve the UI until Ctrl-C.

    On AWS it only serves the UI: what costs money waits for `up`.
    """
    asked = invocation.settings()
    port = choose_port(asked.ui_port, is_explicit=invocation.ui_port_is_explicit)
    settings = replace(asked, ui_port=port)
    require_two_ports(settings)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores INT
        signal.signal(number, _interrupt)
    try:
        _serve(settings, invocation.env, opens_browser=not no_browser)
    except KeyboardInterrupt:
        say("Stopped.")


def _serve(settings: Settings, env: Mapping[str, str], *, opens_browser: bool) -> None:
    with _ui_and_engine(settings, env) as child:
        wait_until_healthy(child, settings.ui_port)
        address = f"http://localhost:{settings.ui_port}"
        say(f"Authorizer Lab is running at {address} (Ctrl-C stops it).")
        _remind_of_up(settings)
        if opens_browser and _has_display(env):
            webbrowser.open(address)
        status = child.wait()
    raise how_it_ended(status)


@contextmanager
def _ui_and_engine(settings: Settings, env: Mapping[str, str]) -> Iterator[Popen[bytes]]:
    """Start the UI and, beside it, the local engine that it will find; the engine ends last.

    Raises the reason when the engine cannot start: at a terminal, nobody would see a page about it.
    A directory that cannot be made is told before the UI speaks of it, too.
    """
    if settings.is_local:
        make_private_dir(settings.engine_dir)
    with ExitStack() as ends:
        with ExitStack() as starting:
            child = starting.enter_context(ui_server(settings, env))
            if settings.is_local:
                from infra_scripts.local_engine.process import engine_session

                ends.enter_context(engine_session(settings))
            ends.push(starting.pop_all())
        yield child


def _remind_of_up(settings: Settings) -> None:
    if settings.is_local:
        return
    outputs = load_outputs(settings)
    if outputs is None or not outputs.is_complete:
        say("There is no stack on AWS yet: `python -m infra_scripts up --cloud aws` makes one.")


def _has_display(env: Mapping[str, str]) -> bool:
    """Tell whether a browser has a screen to open on."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
