"""`users disable|enable|delete|groups`: one act on the users that are named."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.users.act_run import run_act
from services.errors import InputError

if TYPE_CHECKING:
    from services.users.bulk.acts.act import Act

F = TypeVar("F", bound=Callable[..., Any])


def act_options(command: F) -> F:
    """Give a command what every act takes: the users, why, and whether it is only tried."""
    for decorate in (
        click.option("--dry-run", is_flag=True, help="Say what would be done, and send nothing."),
        click.option("--reason", metavar="TEXT", default="", help="Why: for the audit log."),
        click.argument("usernames", metavar="USERNAME...", nargs=-1, required=True),
    ):
        command = decorate(command)
    return command


@click.command(short_help="Disable users: they cannot sign in any more. Needs --reason.")
@act_options
@global_options
@click.pass_obj
def disable(invocation: Invocation, usernames: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Disable users: they cannot sign in any more, and Cognito refuses their tokens.

    Needs --reason. A protected user is refused. Exit 1 when one was refused, failed, or the end is
    not known.
    """
    run_act(invocation, _act("disable"), usernames, reason=reason, tries=dry_run)


@click.command(short_help="Enable users who are disabled.")
@act_options
@global_options
@click.pass_obj
def enable(invocation: Invocation, usernames: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Let users who are disabled sign in again.

    Exit 1 when one was refused, failed, or the end is not known.
    """
    run_act(invocation, _act("enable"), usernames, reason=reason, tries=dry_run)


@click.command(short_help="Delete users. Needs --reason, and asks first unless --yes is given.")
@act_options
@click.option("--yes", is_flag=True, help="Do not ask for the count and the user pool's name.")
@global_options
@click.pass_obj
def delete(
    invocation: Invocation, usernames: tuple[str, ...], reason: str, dry_run: bool, yes: bool
) -> None:
    """Delete users for good. Needs --reason.

    It asks for the number of users and the user pool's name first, unless --yes is given. A
    protected user is refused. Exit 1 when one was refused, failed, or the end is not known.
    """
    run_act(invocation, _act("delete"), usernames, reason=reason, tries=dry_run, is_sure=yes)


@click.command(short_help="Put users into groups, take them out, or give them exactly these.")
@act_options
@click.option("--add", "added", metavar="G", multiple=True, help="Put them into G.")
@click.option("--remove", "removed", metavar="G", multiple=True, help="Take them out of G.")
@click.option("--set", "exact", metavar="G", multiple=True, help="Into G, and out of all others.")
@global_options
@click.pass_obj
def groups(  # noqa: PLR0917 - click passes each by its name
    invocation: Invocation,
    usernames: tuple[str, ...],
    reason: str,
    dry_run: bool,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    exact: tuple[str, ...],
) -> None:
    """Change the groups of users: --add, --remove or --set, each as often as there are groups.

    --remove and --set need --reason. --set "" takes the users out of all groups. A protected user
    is taken out of none. Exit 1 when one was refused, failed, or the end is not known.
    """
    given = {"add_groups": added, "remove_groups": removed, "replace_groups": exact}
    chosen = [(kind, names) for kind, names in given.items() if names]
    if len(chosen) != 1:
        raise InputError(
            "`users groups` takes one of --add, --remove and --set.", hint="Name the groups by it."
        )
    [(kind, names)] = chosen
    act = _act(kind, tuple(name for name in names if name))
    run_act(invocation, act, usernames, reason=reason, tries=dry_run)


def _act(kind: str, names: tuple[str, ...] = ()) -> "Act":
    from services.users.bulk.acts.act import Act, ActKind

    return Act(kind=ActKind(kind), groups=names)
