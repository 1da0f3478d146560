"""`diagnose`: the response doctor from a terminal; it sends nothing anywhere."""

import codecs
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say
from services.doctor.complaint import Complaint
from services.errors import InputError
from services.settings import Settings

if TYPE_CHECKING:
    from services.doctor.consultation import Consultation
    from services.doctor.diagnosis import Diagnosis
    from services.lab import Lab

_COMPLAINTS = {each.name.lower().replace("_", "-"): each for each in Complaint}
_METHOD = re.compile(r"(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/\S*)")
_HELP = """Say why a call was refused, from what FILE or stdin holds.

An answer, a copied request, an error of an SDK, a log line, or several of them:
`curl -iv ... 2>&1 | python -m infra_scripts diagnose -`. Nothing is sent anywhere. Exit 1 when no
cause fits.

\b
Complaints:
"""
_LISTED = "\n".join(f"  {name}: {each.value}" for name, each in _COMPLAINTS.items())


class _OpenFile(click.File):
    """A file, or stdin; a stdin that is closed is said to be, where click would fail."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "-" and sys.stdin is None:
            self.fail("standard input is closed. Name a file, or pipe the text in", param, ctx)
        return super().convert(value, param, ctx)


@click.command(
    short_help="Say why a call was refused, from a pasted answer or log.",
    help=_HELP + _LISTED,
)
@click.argument("file", metavar="[FILE|-]", default="-", type=_OpenFile("rb"))
@click.option("--token-file", metavar="F", type=_OpenFile("rb"), help="The token that was sent.")
@click.option("--method", metavar='"GET /my-api"', help="The method of the API that was called.")
@click.option(
    "--complaint", type=click.Choice(list(_COMPLAINTS)), metavar="ID", help="What is unexpected."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@global_options
@click.pass_obj
def diagnose(  # noqa: PLR0917 - click passes each by its name
    invocation: Invocation,
    file: Any,
    token_file: Any,
    method: str | None,
    complaint: str | None,
    as_json: bool,
) -> None:
    """Read the text and print the causes that fit, the best first."""
    from services.doctor.consultation import Pasted, examine_paste

    settings = invocation.settings()
    http_method, path = _method(method)
    pasted = Pasted(
        text=_text(file.read()),
        token=_text(token_file.read()) if token_file is not None else "",
        complaint=_COMPLAINTS[complaint] if complaint else Complaint.REFUSED,
        http_method=http_method,
        path=path,
    )
    consultation = examine_paste(running_lab(settings), pasted)
    if as_json:
        say(json.dumps(as_document(consultation), indent=2, ensure_ascii=False))
    else:
        _show(consultation)
    if not consultation.causes:
        raise click.exceptions.Exit(1)


def running_lab(settings: Settings) -> "Lab | None":
    """Return the lab of an engine that runs already; none is started, and AWS is not asked."""
    if not settings.is_local or not Path(settings.outputs_path).exists():
        return None
    from infra_scripts.local_engine.process import status

    found = status(settings)
    if not found.running:
        return None
    from services.lab import open_lab

    return open_lab(settings, endpoint_url=found.endpoint_url or "")


def as_document(consultation: "Consultation") -> dict[str, Any]:
    """Return the result as the contract describes it."""
    return {
        "read_as": list(consultation.read_as),
        "causes": [_as_row(each) for each in consultation.causes],
    }


def _as_row(found: "Diagnosis") -> dict[str, Any]:
    from services.authorizer.evidence import SOURCES

    return {
        "rank": found.rank,
        "id": found.id,
        "title": found.cause.title,
        "strength": found.strength.name.lower(),
        "because": list(found.because),
        "fix": found.cause.fix,
        "command": found.cause.command,
        "sources": [SOURCES[name].address for name in found.evidence.sources],
    }


def _method(text: str | None) -> tuple[str, str]:
    if text is None:
        return "", ""
    found = _METHOD.fullmatch(text.strip())
    if found is None:
        raise InputError(
            "--method is no HTTP method with a path.", hint='Write it like --method "GET /my-api".'
        )
    return found.group(1), found.group(2)


def _text(octets: bytes) -> str:
    """Return a file's text; what PowerShell redirects is UTF-16."""
    is_wide = octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return octets.decode("utf-16" if is_wide else "utf-8", "replace")


def _plain(text: str) -> str:
    """Return a sentence for a terminal: what it repeats of a paste must not steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _show(consultation: "Consultation") -> None:
    if consultation.read_as:
        say(f"Read as: {_plain(' '.join(consultation.read_as))}")
    for row in (_as_row(each) for each in consultation.causes):
        say("")
        say(f"{row['rank']}. {row['title']} ({row['strength']})")
        for sentence in row["because"]:
            say(f"   - {_plain(sentence)}")
        say(f"   What to do: {row['fix']}")
        for line in row["command"].splitlines():
            say(f"   $ {line}")
        if row["sources"]:
            say(f"   Sources: {', '.join(row['sources'])}")
    if not consultation.causes:
        say("No cause that the doctor knows fits.")
    if consultation.next_step:
        say(f"\nTo know more: {consultation.next_step}")
