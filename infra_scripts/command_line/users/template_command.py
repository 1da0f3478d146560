"""`users template`: the empty file that an import starts from."""

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import say
from infra_scripts.command_line.users.data_files import new_file, write_data
from infra_scripts.command_line.users.opened_users import opened_users


@click.command("template", short_help="Write an empty CSV file with the user pool's columns.")
@click.argument("file", metavar="[F|-]", default="-")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@global_options
@click.pass_obj
def template(invocation: Invocation, file: str, force: bool) -> None:
    """Write the header of an import file to F, or to stdout: a column for each thing to set.

    Fill it in with a row for each user, then try it with `users import F --dry-run`.
    """
    from services.users.csv_files.template import template_csv

    path = new_file(file, may_replace=force)
    with opened_users(invocation, is_written=False) as users:
        header = template_csv(users.desk.pool().schema)
    write_data(path, [header])
    if path is not None:
        say(f"The columns of this user pool are in {file}.")
        say(f"Next: fill it in, then `python -m infra_scripts users import {file} --dry-run`.")
