"""`users`: the commands on the users of the stack's user pool."""

import click

from infra_scripts.command_line.invocation import global_options
from infra_scripts.command_line.users.act_commands import delete, disable, enable, groups
from infra_scripts.command_line.users.create_command import create
from infra_scripts.command_line.users.export_command import export
from infra_scripts.command_line.users.imports.import_command import import_users
from infra_scripts.command_line.users.jobs_command import jobs
from infra_scripts.command_line.users.template_command import template


@click.group(short_help="Export, import, create and change users (users import ...).")
@global_options
def users() -> None:
    """Export and import the user pool's users, and create, change or delete them.

    What is done stands in the audit log. Users who are protected are refused, each by name.
    """


for _command in (export, import_users, template, create, disable, enable, delete, groups, jobs):
    users.add_command(_command)
