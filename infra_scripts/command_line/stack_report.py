"""The stack in plain text: the plan, the resources, where it runs, its outputs for a shell."""

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from infra_scripts.command_line.terminal import say, table
from services.cloud.aws import Aws
from services.home.outputs import StackOutputs
from services.settings import Settings

if TYPE_CHECKING:
    from infra_scripts.local_engine.self_test.report import SelfTestReport
    from infra_scripts.stack.plan import Plan
    from infra_scripts.stack.status import ResourceStatus

_COLOURS = {
    "create": "green",
    "update": "yellow",
    "replace": "yellow",
    "delete": "red",
    "refuse": "red",
    "exists": "green",
    "missing": "red",
    "differs": "yellow",
}
_COUNTED = ("create", "update", "replace", "delete", "keep", "refuse")
_LONGEST_VALUE = 60


def show_plan(plan: "Plan") -> bool:
    """Print the plan and its summary; tell whether a change in it is refused."""
    rows = [(str(change.action), change.name, change.kind, change.id) for change in plan.changes]
    for line, change in zip(table(rows), plan.changes, strict=True):
        say(line, _COLOURS.get(str(change.action)))
        for changed in change.fields:
            say(f"    {changed.name}: {_short(changed.before)} -> {_short(changed.after)}")
        if change.reason:
            say(f"    {change.reason}")
    counts = Counter(str(change.action) for change in plan.changes)
    say("Plan: " + ", ".join(f"{counts[word]} to {word}" for word in _COUNTED) + ".")
    if plan.is_empty:
        say("Nothing to change.")
    return counts["refuse"] > 0


def show_resources(resources: Iterable["ResourceStatus"]) -> bool:
    """Print every resource with its state; tell whether all are there as described."""
    listed = list(resources)
    rows = [
        (str(entry.state).lower(), entry.name, entry.kind, entry.id, entry.console_url)
        for entry in listed
    ]
    for line, entry in zip(table(rows), listed, strict=True):
        say(line, _COLOURS.get(str(entry.state).lower()))
        if entry.detail:
            say(f"    {entry.detail}")
    counts = Counter(row[0] for row in rows)
    say(", ".join(f"{counts[word]} {word}" for word in ("exists", "missing", "differs")) + ".")
    return counts["exists"] == len(rows)


def is_engine_running(settings: Settings) -> bool:
    from infra_scripts.local_engine.process import status

    return status(settings).running


def show_place(aws: Aws, self_tests: "Iterable[SelfTestReport]", *, was_running: bool) -> bool:
    """Print which cloud the stack is on; tell whether that cloud answers as it should.

    `self_tests` is the local engine's report, and empty on AWS.
    """
    settings = aws.settings
    if not settings.is_local:
        say(f"AWS account {aws.account_id()}, region {settings.region}, stack {settings.stack}")
        return True
    how = "running" if was_running else "not running, started for this command only"
    say(f"Local engine {how}: {aws.endpoint_url}, stack {settings.stack}")
    judgements = [_show_self_test(report) for report in self_tests]
    return all(judgements)


def _show_self_test(report: "SelfTestReport") -> bool:
    if report.passed:
        say(f"Self-test: all {len(report.checks)} checks passed")
    if not report.checks:
        click.echo("Self-test: it did not run, or what it found is lost", err=True)
    for check in report.failures:
        click.echo(f"Self-test failed: {check.sentence} (observed: {check.observed})", err=True)
    return report.passed


def show_outputs_as_env(outputs: StackOutputs) -> None:
    """Print KEY=value lines: the file's own fields, then the id of every other resource."""
    named = {entry.name: getattr(outputs, entry.name) for entry in fields(outputs)}
    resources = named.pop("resources")
    lines = {name.upper(): str(value) for name, value in named.items()}
    for name, entry in resources.items():
        lines.setdefault(re.sub(r"\W", "_", f"{name}_id").upper(), entry.id)
    for name, value in lines.items():
        say(f"{name}={shlex.quote(value)}")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."
