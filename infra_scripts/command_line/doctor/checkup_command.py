"""`checkup`: the check-up of the stack's live settings from a terminal; it only reads."""

import json
from typing import TYPE_CHECKING, Any

import click

from infra_scripts.command_line.cloud import opened_cloud
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say

if TYPE_CHECKING:
    from services.checkup.checkup import CheckUp
    from services.checkup.finding import Finding


@click.command(short_help="Look for what is wrong in the stack's live settings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@global_options
@click.pass_obj
def checkup(invocation: Invocation, as_json: bool) -> None:
    """Print what is wrong in the stack's live settings, the worst first; exit 1 on a problem."""
    from services.checkup.live_check_up import check_up_lab
    from services.lab import open_lab

    settings = invocation.settings()
    with opened_cloud(settings) as aws:
        checked = check_up_lab(open_lab(settings, endpoint_url=aws.endpoint_url, aws=aws))
    if as_json:
        say(json.dumps(_as_document(checked), indent=2, ensure_ascii=False))
    else:
        _show(checked)
    if checked.problems:
        raise click.exceptions.Exit(1)


def _as_document(checked: "CheckUp") -> dict[str, Any]:
    return {
        "findings": [_as_row(each) for each in checked.findings],
        "looked_at": list(checked.looked_at),
        "unknown": list(checked.unknown),
    }


def _as_row(finding: "Finding") -> dict[str, Any]:
    from services.authorizer.evidence import SOURCES

    return {
        "id": finding.id,
        "severity": finding.severity.name.lower(),
        "resource": finding.resource,
        "title": finding.title,
        "why": finding.why,
        "fix": finding.fix,
        "command": finding.command,
        "consequences": list(finding.consequences),
        "sources": [SOURCES[name].address for name in finding.evidence.sources],
    }


def _show(checked: "CheckUp") -> None:
    for row in (_as_row(each) for each in checked.findings):
        say(f"{row['severity']}: {row['title']} ({row['resource']})")
        say(f"   {row['why']}")
        say(f"   What to do: {row['fix']}")
        for line in row["command"].splitlines():
            say(f"   $ {line}")
    problems = len(checked.problems)
    warnings = len(checked.findings) - problems
    say(f"{_counted(problems, 'problem')}, {_counted(warnings, 'warning')}.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
