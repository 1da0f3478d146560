"""`users create`: one user, with a password that is generated, read from stdin, or mailed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.terminal import plain, say
from infra_scripts.command_line.users.data_files import opened_stdin
from infra_scripts.command_line.users.opened_users import opened_users
from services.errors import InputError, PlanRefused

if TYPE_CHECKING:
    from services.users.new_user import NewUser
    from services.users.one_user.pool_facts import PoolFacts

_WAYS = "--generate, --invite or --password-stdin"


@click.command(short_help="Create a user; a password is never given as an argument.")
@click.argument("username")
@click.option("--email", metavar="ADDRESS", default="", help="The e-mail address.")
@click.option("--email-verified", is_flag=True, help="The address counts as proven.")
@click.option(
    "--attribute",
    "pairs",
    metavar="K=V",
    multiple=True,
    help="Another attribute; as often as needed.",
)
@click.option("--group", "groups", metavar="G", multiple=True, help="A group; as often as needed.")
@click.option("--generate", is_flag=True, help="Make a password, and print it once to stdout.")
@click.option("--invite", is_flag=True, help="Let Cognito mail an invitation with a password.")
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin's first line.")
@click.option(
    "--permanent", is_flag=True, help="The password need not be changed at first sign-in."
)
@global_options
@click.pass_obj
def create(  # noqa: PLR0917 - click passes each by its name
    invocation: Invocation,
    username: str,
    email: str,
    email_verified: bool,
    pairs: tuple[str, ...],
    groups: tuple[str, ...],
    generate: bool,
    invite: bool,
    password_stdin: bool,
    permanent: bool,
) -> None:
    """Create a user, all of it or nothing: when a group refuses them, they are deleted again.

    With --generate the password is all that stands on stdout. Exit 1 when the user is refused.
    """
    from services.users.changes.desk import Desk
    from services.users.new_user import NewUser
    from services.users.one_user.creation import change_of_creation
    from services.users.passwords import generate_password

    if [generate, invite, password_stdin].count(True) != 1:
        raise InputError(f"How does the user get a password? Choose one of {_WAYS}.")
    attributes = _attributes(pairs)
    password = _from_stdin(invocation) if password_stdin else ""
    with opened_users(invocation, is_written=True) as users:
        pool = users.desk.pool()
        new = NewUser(
            username=username,
            email=email,
            email_verified=email_verified,
            attributes=attributes,
            password=generate_password(pool.policy) if generate else password,
            permanent=permanent,
            groups=tuple(dict.fromkeys(groups)),
            send_invitation=invite,
        )
        _refuse_unknown(new, pool)
        change = change_of_creation(new, pool.schema, pool.policy)
        Desk(users.aws, users.user_pool_id).do(change)
    told = f"{plain(username)} is created: {change.after['status']}."
    click.echo(told, err=generate)
    if generate:
        say(new.password)


def _attributes(pairs: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not (sign and name.strip()):
            raise InputError(
                f"--attribute {pair!r} is no NAME=VALUE.", hint="Write it like name=Ann."
            )
        found[name.strip()] = value
    return found


def _from_stdin(invocation: Invocation) -> str:
    if invocation.is_interactive:
        return str(click.prompt("Password", hide_input=True, err=True))
    password = opened_stdin().readline().rstrip("\r\n")
    if not password:
        raise InputError("Stdin holds no password.", hint="Write it into the first line.")
    return password


def _refuse_unknown(new: "NewUser", pool: "PoolFacts") -> None:
    """Raise PlanRefused for an attribute or a group that the user pool does not have."""
    known = {each.name for each in pool.schema.attributes}
    for what, names, there in (
        ("attribute", new.attributes, known),
        ("group", new.groups, pool.groups),
    ):
        if missing := sorted(set(names) - there):
            raise PlanRefused(
                f"The user pool has no {what} {', '.join(missing)}.",
                hint=f"It has {', '.join(sorted(there)) or 'none'}.",
            )
