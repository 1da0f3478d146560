"""One act on the users that a command names: tried dry, confirmed, made as a job, and told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.terminal import plain, say, table
from infra_scripts.command_line.users.job_run import run_to_end, unended_like
from infra_scripts.command_line.users.opened_users import OpenedUsers, opened_users
from services.errors import InputError

if TYPE_CHECKING:
    from services.users.bulk.acts.act import Act
    from services.users.bulk.plan.confirmation import Confirmation
    from services.users.bulk.plan.dry_run import DryRun

_IS_WELL = ("change", "done", "nothing to do")
_COLOURS = {"done": "green", "refused": "red", "failed": "red", "unknown": "red"}
Told = Sequence[str]
"""How a row ended, the username, and why."""


def run_act(
    invocation: Invocation,
    act: "Act",
    usernames: tuple[str, ...],
    *,
    reason: str = "",
    tries: bool = False,
    is_sure: bool = False,
) -> None:
    """Do it to each user and print how each ended; Exit 1 unless it is done, or was, to all.

    `tries` is the dry run alone. A delete asks for the count and the user pool's name unless
    somebody `is_sure`. Raises InputError without a reason where one is needed.
    """
    with opened_users(invocation, is_written=not tries) as users:
        source = users.desk.act_source(act, usernames)
        if source.needs_reason and not (tries or reason.strip()):
            raise InputError(
                f"{act.label} needs a reason.",
                hint="Add --reason TEXT: it stands in the audit log.",
            )
        plan = users.desk.dry_run(source)
        rows: list[Told] = [
            (row.verdict, row.username, row.reason or row.label) for row in plan.rows
        ]
        begun = "" if tries else unended_like(users.desk, plan)
        if not tries and (begun or any(word == "change" for word, *_ in rows)):
            asks = source.deletes and not begun
            typed = _typed(invocation, users, plan, is_sure=is_sure) if asks else None
            rows = _made(users, plan, begun, reason, typed)
    _tell(rows)


def _typed(
    invocation: Invocation, users: OpenedUsers, plan: "DryRun", *, is_sure: bool
) -> "Confirmation":
    """Return the confirmation of a delete, asked for on the terminal unless somebody is sure."""
    from services.users.bulk.acts.row_decision import Verdict
    from services.users.bulk.plan.confirmation import Confirmation, why_unconfirmed

    count, name = plan.count(Verdict.CHANGE), users.desk.pool().name
    if is_sure:
        return Confirmation(count=str(count), pool_name=name)
    if not invocation.is_interactive:
        raise InputError("`users delete` asks before it deletes.", hint="Add --yes.")
    _tell_rows((row.verdict, row.username, row.reason or row.label) for row in plan.rows)
    typed = Confirmation(
        count=click.prompt("How many users are deleted? Type the number", err=True),
        pool_name=click.prompt(f"Type the user pool's name, {name}, to go on", err=True),
    )
    if why := why_unconfirmed(typed, count=count, pool_name=name):
        raise InputError(f"{why} Nothing was deleted.", hint="Run it again.")
    return typed


def _made(
    users: OpenedUsers, plan: "DryRun", begun: str, reason: str, typed: "Confirmation | None"
) -> list[Told]:
    if begun:
        job = users.desk.resume(begun)
        click.echo("Going on with the same job, which had not ended.", err=True)
    else:
        job = users.desk.start(plan, reason=reason, typed=typed)
    run_to_end(job, is_shown=users.shows_progress)
    return [(it.outcome, it.username, it.reason) for it in users.desk.results(job.id)]


def _tell(rows: Sequence[Told]) -> None:
    _tell_rows(rows)
    counts = Counter(str(word) for word, *_ in rows)
    say(f"{', '.join(f'{count:,} {word}' for word, count in counts.items())}.")
    if not set(counts) <= set(_IS_WELL):
        raise click.exceptions.Exit(1)


def _tell_rows(rows: Iterable[Told]) -> None:
    listed = [(str(word), plain(name), plain(why)) for word, name, why in rows]
    for line, (word, *_) in zip(table(listed), listed, strict=True):
        say(line, _COLOURS.get(word))
