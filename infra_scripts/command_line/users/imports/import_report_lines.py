"""An import in plain text: a line for everything that is wrong with the file, then the summary."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.terminal import plain
from infra_scripts.command_line.users.data_files import STDOUT, new_file, write_data
from services.errors import InputError

if TYPE_CHECKING:
    from services.users.imports.import_report import ImportedRow, ImportReport

_PLANNED = {"create": "to create", "update": "to update"}


def result_file(name: str | None, source: str = STDOUT) -> Path | None:
    """Return the path for --json; raises InputError before the run where it cannot be written.

    The file of users, `source`, is none: an import that is left needs it again.
    """
    path = new_file(name, may_replace=True) if name is not None else None
    if path and path == Path(source).expanduser().resolve():
        raise InputError(f"{name} is the file of users.", hint="Name another file for the result.")
    return path


def show_report(report: "ImportReport", json_name: str | None) -> None:
    """Print what is wrong and the summary; on stderr where stdout has the JSON document."""
    from services.users.imports.import_report import as_document

    for line in _lines(report):
        click.echo(line, err=json_name == STDOUT)
    if json_name is not None:
        document = json.dumps(as_document(report), indent=2, ensure_ascii=False)
        text = f"{document}\n".encode("utf-8", "surrogatepass")
        write_data(result_file(json_name), [text])


def _lines(report: "ImportReport") -> Iterator[str]:
    for row in report.trouble():
        yield from _row_lines(row)
    for column in report.file.plan.unread:
        yield f"Column {plain(column.name)} is not read: {plain(column.why)}"
    if groups := report.file.plan.new_groups:
        done = "to create" if report.is_dry_run or not report.job else "created"
        yield f"Groups {done}: {', '.join(map(plain, groups))}."
    counts = (f"{n:,} {_PLANNED.get(word, word)}" for word, n in sorted(report.counts.items()))
    what = "dry run" if report.is_dry_run else "import"
    name = plain(report.file.name)
    yield f"{name}, {what}: {', '.join(counts) or 'no rows'}."


def _row_lines(row: "ImportedRow") -> Iterator[str]:
    who = f"line {row.line}: {plain(row.username) or '(no username)'} {row.result}"
    for each in row.errors:
        value = f' "{plain(each.value)}"' if each.value else ""
        where = f"{plain(each.column)}{value}: " if each.column else ""
        yield f"{who}: {where}{plain(each.what)} {plain(each.hint)}"
    if not row.errors:
        yield f"{who}: {plain(row.reason)}" if row.reason else f"{who}."
