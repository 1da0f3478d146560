"""What an export of one pool cannot carry into another, and what becomes of it there; pure.

A user migration trigger is the other way: it takes each user over at a sign-in, while the old pool
still answers.
https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.users.one_user.schema import PoolAttribute, PoolSchema
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """`users` counts those it concerns, None where a file cannot tell.

    `trigger` says what a user migration trigger would do about it.
    """

    what: str
    becomes: str
    trigger: str
    users: int | None = None


_ALWAYS = (
    LeftBehind(
        what="passwords",
        becomes="Cognito gives out no password, not even as a hash. Every user needs a new one: "
        "from the file, generated, or by an invitation.",
        trigger="It keeps them: the user signs in with the old password, the trigger tries it on "
        "the old pool, and the new pool keeps it. The app sends the password itself, not SRP.",
    ),
    LeftBehind(
        what="sub",
        becomes="Every user gets a new sub. What keeps the old one, such as a database, has to be "
        "told the new one by the username.",
        trigger="The sub is a new one there, too.",
    ),
    LeftBehind(
        what="authenticator apps (TOTP)",
        becomes="The key of an app is not given out: each user sets it up again.",
        trigger="It can turn MFA by SMS on for a user, and nothing else.",
    ),
    LeftBehind(
        what="passkeys and remembered devices",
        becomes="They belong to the old pool: each user registers them again.",
        trigger="It carries none of them, and is not run at a sign-in without a password.",
    ),
    LeftBehind(
        what="linked providers",
        becomes="A user of another identity provider is made by the first sign-in there, and links "
        "are made again by AdminLinkProviderForUser.",
        trigger="It is not run for them: they have no password in the pool.",
    ),
    LeftBehind(
        what="dates of creation and change",
        becomes="They are those of the import.",
        trigger="They are those of the first sign-in.",
    ),
    LeftBehind(
        what="status",
        becomes="CONFIRMED with a permanent password, else FORCE_CHANGE_PASSWORD. Who signed up "
        "and was never confirmed is confirmed, too.",
        trigger="The trigger chooses: CONFIRMED keeps the password, RESET_REQUIRED does not.",
    ),
    LeftBehind(
        what="sessions and tokens",
        becomes="Tokens of the old pool have its issuer: the new one takes none of them.",
        trigger="Every user signs in once.",
    ),
)

_USERNAMES = LeftBehind(
    what="usernames",
    becomes="The new pool's users sign in by their e-mail address or phone number, and Cognito "
    "makes each a username. A user with neither cannot be taken over.",
    trigger="The username is a new one there, too.",
)


def left_behind(source: Snapshot, old: PoolSchema, new: PoolSchema) -> tuple[LeftBehind, ...]:
    """Return all of it, and what the schemas say: values the new pool has no place for."""
    counted = set(source.attribute_names())
    missing = (each for each in old.attributes if each.name in counted)
    names = (_USERNAMES,) if new.username_attributes else ()
    return (*_ALWAYS, *names, *_unfit(source, missing, new))


def _unfit(
    source: Snapshot, used: Iterator[PoolAttribute], new: PoolSchema
) -> Iterator[LeftBehind]:
    fields = {each.name: new.named(each.name) for each in used}
    refused = dict.fromkeys(fields, 0)
    for row in source.each(UserQuestion()):
        for name, value in row.user.attributes.items():
            if name in fields:
                target = fields[name]
                refused[name] += target is None or bool(target.why_not(value))
    for name, users in refused.items():
        if users:
            yield _no_place(name, users, fields[name])


def _no_place(name: str, users: int, target: PoolAttribute | None) -> LeftBehind:
    why = f"it takes {target.takes()}" if target else "it has no such attribute"
    return LeftBehind(
        what=name,
        becomes=f"The new pool does not take these values: {why}.",
        trigger="It has to give such users another value, or none.",
        users=users,
    )
