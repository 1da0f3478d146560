"""`users import`: a file of users is tried dry, then each row created, updated or refused."""

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.users.imports.import_flags import ImportFlags
from infra_scripts.command_line.users.imports.import_report_lines import result_file, show_report
from infra_scripts.command_line.users.imports.import_run import import_report
from infra_scripts.command_line.users.imports.import_text import ImportText
from infra_scripts.command_line.users.opened_users import opened_users

_HELP = """Create or update the users of the CSV file F, or of stdin for -.

Try it first: with --dry-run nothing is sent, and everything that is wrong with the file is told
with its line, column and value, and what to do. `users template` writes a file to start from.

What ends early, by Ctrl-C or otherwise, is gone on with by the same command and the same file, with
the choices that it was begun with. Exit 1 when a row was refused, failed, or its end is not known.
"""


@click.command("import", help=_HELP, short_help="Create or update the users of a CSV file.")
@click.argument("file", metavar="F|-")
@click.option("--dry-run", is_flag=True, help="Check the file, and send nothing.")
@click.option(
    "--on-existing",
    type=click.Choice(["skip", "update", "refuse"]),
    default="refuse",
    show_default=True,
    help="What becomes of a row whose user is there already.",
)
@click.option(
    "--missing-groups",
    type=click.Choice(["create", "refuse"]),
    default="refuse",
    show_default=True,
    help="What becomes of groups that the user pool does not have.",
)
@click.option(
    "--passwords",
    type=click.Choice(["column", "generate", "invite"]),
    default="column",
    show_default=True,
    help="Where new users get theirs: the column password, the lab, or Cognito's invitation.",
)
@click.option("--passwords-file", metavar="P", help="Where generated passwords are written, once.")
@click.option("--permanent", is_flag=True, help="Passwords need not be changed at first sign-in.")
@click.option(
    "--cognito-job",
    is_flag=True,
    help="On AWS, let Cognito's own import job make the new users; they set a password by a code.",
)
@click.option("--reason", metavar="TEXT", default="", help="Why: for the audit log.")
@click.option(
    "--json", "json_file", metavar="RESULT", help="Write the result as JSON; - is stdout."
)
@global_options
@click.pass_obj
def import_users(  # noqa: PLR0917 - click passes each by its name
    invocation: Invocation,
    file: str,
    dry_run: bool,
    on_existing: str,
    missing_groups: str,
    passwords: str,
    passwords_file: str | None,
    permanent: bool,
    cognito_job: bool,
    reason: str,
    json_file: str | None,
) -> None:
    """Read the file, try it, and import it."""
    flags = ImportFlags(
        is_dry_run=dry_run,
        on_existing=on_existing,
        missing_groups=missing_groups,
        passwords=passwords,
        passwords_file=passwords_file,
        is_permanent=permanent,
        by_cognito=cognito_job,
        reason=reason,
    )
    flags.require_sense()
    result_file(json_file, file)
    text = ImportText.read(file)
    with opened_users(invocation, is_written=not dry_run) as users:
        report = import_report(users, text, flags)
    show_report(report, json_file)
    if not report.is_well:
        raise click.exceptions.Exit(1)
