"""`users export`: the users whom a filter finds, as CSV or JSON Lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say, told_line
from infra_scripts.command_line.users.data_files import new_file, write_data
from infra_scripts.command_line.users.export_choices import (
    DECIMALS,
    SEPARATORS,
    choices_of,
    require_in_pool,
)
from infra_scripts.command_line.users.opened_users import opened_users, read_users
from services.errors import InputError

if TYPE_CHECKING:
    from services.users.csv_files.export.choices import ExportChoices, ExportProgress, TellExport
    from services.users.one_user.schema import PoolSchema
    from services.users.snapshot.snapshot import Snapshot

_FORMATS = ("csv", "jsonl")
_HELP = """Write the user pool's users to F, or to stdout for -: all of them, or whom filters find.

A filter has the names of the Users page's address, and that address can be copied as it is:

\b
  --filter status=CONFIRMED --filter group=admins
  --filter "status=CONFIRMED&group=admins&q=ann"
  --filter "http://localhost:8501/users?admin_users_status=CONFIRMED"

\b
Filters:
  q or text      looked for in the username and every attribute
  match          contains, or starts with: how q is compared
  where          the one field that q is looked for in
  status         CONFIRMED, FORCE_CHANGE_PASSWORD ...; several find any of them
  enabled        Enabled or Disabled
  group          a group; several find who is in any of them
  verified       such as "e-mail verified"
  created_from, created_to, modified_from, modified_to    a day, YYYY-MM-DD
  sort, order, columns    as the options below

F is written in one step, readable by you alone. A CSV file can be imported again.
"""


@click.command(
    "export", help=_HELP, short_help="Write the users that a filter finds as CSV or JSON Lines."
)
@click.argument("file", metavar="F|-")
@click.option("--filter", "filters", metavar="NAME=VALUE", multiple=True, help="Whom to export.")
@click.option("--sort", metavar="NAME", help="The field to sort by; username without it.")
@click.option("--descending", is_flag=True, help="Sort the other way round.")
@click.option("--columns", metavar="A,B", help="Which columns, in this order; all without it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="csv, or jsonl for JSON Lines; without it what the name of F says, else csv.",
)
@click.option("--separator", type=click.Choice(list(SEPARATORS)), help="Between cells; comma.")
@click.option("--decimal", type=click.Choice(list(DECIMALS)), help="In numbers; point.")
@click.option("--no-bom", is_flag=True, help="No byte order mark, by which Excel knows UTF-8.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@global_options
@click.pass_obj
def export(  # noqa: PLR0917 - click passes each by its name
    invocation: Invocation,
    file: str,
    filters: tuple[str, ...],
    sort: str | None,
    descending: bool,
    columns: str | None,
    form: str | None,
    separator: str | None,
    decimal: str | None,
    no_bom: bool,
    force: bool,
) -> None:
    """Write the users to the file."""
    path = new_file(file, may_replace=force)
    form = form or ("jsonl" if file.lower().endswith(".jsonl") else "csv")
    if form != "csv" and (separator or decimal or no_bom):
        raise InputError(
            "--separator, --decimal and --no-bom are for CSV.", hint="Leave them out, or take csv."
        )
    choices = choices_of(
        filters,
        {"sort": sort, "order": "descending" if descending else None, "columns": columns},
        separator=separator,
        decimal=decimal,
        has_mark=not no_bom and path is not None,
    )
    with opened_users(invocation, is_written=False) as users, read_users(users) as snapshot:
        pool = users.desk.pool()
        require_in_pool(choices, pool, snapshot)
        with told_line("Exporting", is_shown=users.shows_progress) as show:
            written = _Written(show=show)
            write_data(path, _pieces(form, snapshot, pool.schema, choices, written))
        if path is not None:
            _summarise(file, written.users, snapshot, pool.schema)


@dataclass(slots=True, kw_only=True)
class _Written:
    """Counts the users who are written, and shows it."""

    show: Callable[[str], None]
    users: int = 0

    def __call__(self, progress: "ExportProgress") -> None:
        self.users = progress.written
        self.show(f"{progress.written:,} of {progress.total:,}")


def _pieces(
    form: str,
    snapshot: "Snapshot",
    schema: "PoolSchema",
    choices: "ExportChoices",
    tell: "TellExport",
) -> Iterator[bytes]:
    from services.users.csv_files.export.csv_export import export_csv
    from services.users.csv_files.export.json_export import export_json_lines

    if form == "csv":
        return export_csv(snapshot, schema, choices, tell)
    return export_json_lines(snapshot, choices, tell)


def _summarise(file: str, count: int, snapshot: "Snapshot", schema: "PoolSchema") -> None:
    from services.users.csv_files.carried_over import left_behind

    say(f"{count:,} users are in {file}.")
    what = ", ".join(each.what for each in left_behind(snapshot, schema, schema))
    say(f"What no file can carry: {what}. docs/users-files.md says what becomes of each.")
