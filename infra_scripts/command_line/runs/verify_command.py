"""`verify`: the table of scenarios on the stack, headless; a team's acceptance test for its CI."""

import difflib
import json
import time
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.cloud import announce_account, opened_cloud
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.runs.result_files import writable_file, write_result
from infra_scripts.command_line.terminal import say
from services.cloud.aws import Aws
from services.errors import InputError

if TYPE_CHECKING:
    from services.scenarios.report import RunFacts
    from services.scenarios.runner import ScenarioResult
    from services.scenarios.scenario import Scenario


@click.command(short_help="Run every scenario; exit 1 on an unexpected difference.")
@global_options
@click.option("--json", "json_file", metavar="F", help="Write the results to F as JSON.")
@click.option("--junit", "junit_file", metavar="F", help="Write the results to F as JUnit XML.")
@click.option("--only", "ids", metavar="ID", multiple=True, help="Run this one; may be repeated.")
@click.pass_obj
def verify(
    invocation: Invocation, json_file: str | None, junit_file: str | None, ids: tuple[str, ...]
) -> None:
    """Run every scenario on the stack and compare expected, decided and observed.

    Test users and an API are made for the run and removed after it. Exit 1 on any difference that
    is not a known one of this cloud.
    """
    from infra_scripts.command_line.runs.verify_report import junit_xml, show_summary
    from services.scenarios.report import as_document

    settings = invocation.settings()
    scenarios = chosen_scenarios(ids)
    files = [writable_file(name) for name in (json_file, junit_file) if name is not None]
    if len(files) != len({path.resolve() for path in files}):
        raise InputError("--json and --junit name the same file.", hint="Name two files.")
    with opened_cloud(settings) as aws:
        announce_account(aws)
        results, facts = _run(aws, scenarios, invocation)
    document = json.dumps(as_document(results, facts), indent=2, ensure_ascii=False)
    texts = [document] if json_file is not None else []
    texts += [junit_xml(results, facts)] if junit_file is not None else []
    for path, text in zip(files, texts, strict=True):
        write_result(path, text)
    if show_summary(results, facts):
        raise click.exceptions.Exit(1)


def chosen_scenarios(ids: Sequence[str]) -> "tuple[Scenario, ...]":
    """Return the scenarios of these ids in the table's order, all for none; raises InputError."""
    from services.scenarios.table.table import BY_ID, SCENARIOS

    for unknown in (each for each in ids if each not in BY_ID):
        near = difflib.get_close_matches(unknown, BY_ID, n=3)
        hint = (
            f"Did you mean {', '.join(near)}?"
            if near
            else "`verify` without --only prints the ID of each."
        )
        raise InputError(f"There is no scenario {unknown!r}.", hint=hint)
    return tuple(each for each in SCENARIOS if not ids or each.id in ids)


def _run(
    aws: Aws, scenarios: "Sequence[Scenario]", invocation: Invocation
) -> "tuple[list[ScenarioResult], RunFacts]":
    from infra_scripts.command_line.runs.verify_report import show_result
    from infra_scripts.operations import scenario_ground
    from services.lab import open_lab
    from services.scenarios.report import RunFacts
    from services.scenarios.runner import run_scenarios

    settings = aws.settings
    lab = open_lab(settings, aws=aws)
    started_at, started = time.time(), time.perf_counter()
    if invocation.shows_progress:
        say(f"Running {len(scenarios)} scenarios on {settings.cloud.value} …")
    results: list[ScenarioResult] = []
    # The run ends before the ground is put back: nothing more is made then.
    with (
        scenario_ground(lab, scenarios) as ground,
        closing(run_scenarios(scenarios, ground)) as run,
    ):
        for result in run:
            if not results or results[-1].scenario.group is not result.scenario.group:
                say(f"\n{result.scenario.group.value}")
            show_result(result)
            results.append(result)
    say("")
    facts = RunFacts(
        cloud=settings.cloud.value,
        region=settings.region,
        stack=settings.stack,
        started_at=started_at,
        duration_seconds=time.perf_counter() - started,
    )
    return results, facts
