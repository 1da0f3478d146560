"""Global flags: they win over the environment, and may stand before or after the command."""

from pathlib import Path

import click
import pytest

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import table, told_progress
from services.progress import StepEvent, StepState


@click.group()
@global_options
def group() -> None:
    """Take the flags before the command."""


@group.command()
@global_options
def act() -> None:
    """Take the flags after the command."""


def invoked(arguments: list[str], **env: str) -> Invocation:
    invocation = Invocation(env=env)
    with group.make_context("group", arguments, obj=invocation) as context:
        group.invoke(context)
    return invocation


@pytest.mark.parametrize(
    "arguments",
    [["--stack", "mine", "act"], ["act", "--stack", "mine"]],
    ids=["before the command", "after the command"],
)
def test_a_flag_wins_over_the_environment(arguments: list[str]) -> None:
    invocation = invoked(arguments, AUTHORIZER_LAB_STACK="theirs", AUTHORIZER_LAB_UI_PORT="9001")

    assert invocation.settings().stack == "mine"
    assert invocation.settings().ui_port == 9001


def test_of_two_flags_the_one_after_the_command_wins() -> None:
    assert invoked(["--stack", "first", "act", "--stack", "second"]).settings().stack == "second"


def test_every_flag_reaches_the_settings() -> None:
    flags = "--cloud aws --region eu-west-1 --profile dev --ui-port 9001 --engine-port 9002"

    settings = invoked(["act", *flags.split(), "--home", "/tmp/lab-home"]).settings()

    assert (settings.cloud, settings.region, settings.profile) == ("aws", "eu-west-1", "dev")
    assert (settings.ui_port, settings.engine_port, settings.engine_port_is_explicit) == (
        9001,
        9002,
        True,
    )
    assert settings.home == Path("/tmp/lab-home")


@pytest.mark.parametrize(
    ("arguments", "env", "is_explicit"),
    [
        (["act"], {}, False),
        (["act", "--ui-port", "9001"], {}, True),
        (["act"], {"AUTHORIZER_LAB_UI_PORT": "9001"}, True),
    ],
    ids=["by default", "with the flag", "with the variable"],
)
def test_the_ui_port_is_explicit(
    arguments: list[str], env: dict[str, str], is_explicit: bool
) -> None:
    assert invoked(arguments, **env).ui_port_is_explicit is is_explicit


@pytest.mark.parametrize(
    ("is_shown", "shown"), [(True, "done  the second"), (False, "")], ids=["shown", "in a pipe"]
)
def test_progress_counts_and_is(
    is_shown: bool, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with told_progress("Working", is_shown=is_shown) as tally:
        tally(StepEvent(number=1, total=2, step="the first", state=StepState.UNCHANGED))
        tally(StepEvent(number=2, total=2, step="the second", state=StepState.STARTED))
        tally(StepEvent(number=2, total=2, step="the second", state=StepState.DONE))

    captured = capsys.readouterr()
    assert (tally.changed, tally.unchanged, captured.out) == (1, 1, "")
    assert shown in captured.err
    assert bool(captured.err) is is_shown


def test_a_table_aligns_its_columns_and_cuts_nothing() -> None:
    assert table([("a", "long name", "x"), ("bcd", "e", "")]) == [
        "a    long name  x",
        "bcd  e",
    ]
    assert table([]) == []
