"""`rehearse`: the whole walkthrough headless; what would fail on stage fails here first."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.cloud import writable_cloud
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.runs.result_files import writable_file, write_result
from infra_scripts.command_line.terminal import say
from services.cloud.aws import Aws
from services.errors import InputError

if TYPE_CHECKING:
    from infra_scripts.walkthrough.rehearsal import RehearsedStep


@click.command(short_help="Run the whole walkthrough; exit 1 when a step would fail on stage.")
@global_options
@click.option("--json", "json_file", metavar="F", help="Write the results to F as JSON.")
@click.option("--start-over", is_flag=True, help="End a walkthrough that is under way first.")
@click.pass_obj
def rehearse(invocation: Invocation, json_file: str | None, start_over: bool) -> None:
    """Run every step of the walkthrough in a stack of its own, which is removed after it.

    Exit 1 when a step fails, or is answered otherwise than it says.
    """
    path = None if json_file is None else writable_file(json_file)
    with writable_cloud(invocation.settings()) as aws:
        rehearsed = _run(aws, start_over=start_over)
    if path is not None:
        write_result(path, json.dumps(_document(rehearsed), indent=2, ensure_ascii=False))
    troubled = [each for each in rehearsed if each.trouble]
    seconds = sum(each.seconds for each in rehearsed)
    say(f"\n{len(rehearsed)} steps in {seconds:.1f} s, {len(troubled)} would fail on stage.")
    if not aws.settings.is_local:
        say("The steps of self-service were left out: they need a mailbox.")
    if troubled:
        raise click.exceptions.Exit(1)


def _run(aws: Aws, *, start_over: bool) -> "list[RehearsedStep]":
    from infra_scripts.walk_operations import rehearsal
    from infra_scripts.walkthrough.walk import Walk
    from services.lab import open_lab

    walk = Walk(open_lab(aws.settings, aws=aws, endpoint_url=aws.endpoint_url))
    if not start_over and walk.is_under_way():
        raise InputError(
            "A walkthrough is under way on this stack; a rehearsal would end it.",
            hint="Add --start-over.",
        )
    rehearsed = []
    with rehearsal(walk) as steps:
        for each in steps:
            rehearsed.append(each)
            _show(each)
    return rehearsed


def _show(each: "RehearsedStep") -> None:
    sign, colour = ("fails", "red") if each.trouble else ("ok", "green")
    say(f"{sign:5}  {each.title} ({each.id})", colour)
    if each.trouble:
        say(f"       {each.trouble}")


def _document(rehearsed: "Sequence[RehearsedStep]") -> dict[str, object]:
    return {
        "ok": not any(each.trouble for each in rehearsed),
        "steps": [
            {
                "id": each.id,
                "title": each.title,
                "ok": not each.trouble,
                "trouble": each.trouble,
                "seconds": round(each.seconds, 3),
            }
            for each in rehearsed
        ],
    }
