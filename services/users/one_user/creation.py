"""Creating a user as a change: checked against the pool's schema and policy before it is sent."""

from collections.abc import Callable, Iterator

from services.errors import InputError
from services.users.changes.change import Call, Change
from services.users.directory import UserStatus
from services.users.new_user import NewUser, creation_steps, why_no_username
from services.users.one_user.password_change import require_policy
from services.users.one_user.schema import PoolSchema
from services.users.passwords import PasswordPolicy, unmet_rules

USERNAME, PASSWORD = "username", "password"
Problem = tuple[str, str]
"""What is wrong with a new user: the field, an attribute by its name, and the sentence."""


def problems_of_creation(
    new: NewUser, schema: PoolSchema, policy: PasswordPolicy, words: Callable[[str], str]
) -> tuple[Problem, ...]:
    """Return all that Cognito would not take, in the form's order; `words` names an attribute."""
    return (*_of_name(new), *_of_attributes(new, schema, words), *_of_password(new, policy))


def change_of_creation(new: NewUser, schema: PoolSchema, policy: PasswordPolicy) -> Change:
    """Return the creation, all of it or nothing: a later call that fails deletes the user again.

    Raises InputError with the sentence of the first thing that Cognito would not take.
    """
    steps = creation_steps(new)
    _refuse_attributes(new, schema)
    if new.password:
        require_policy(new.password, policy)
    return Change(
        action="create",
        label="Create the user",
        target=new.username,
        calls=tuple(Call(operation=name, parameters=parameters) for name, parameters in steps),
        take_back=(Call(operation="admin_delete_user", parameters={"Username": new.username}),),
        after={
            "status": _status(new).value,
            "groups": sorted(new.groups),
            "attributes": new.named_attributes(),
        },
    )


def _status(new: NewUser) -> UserStatus:
    return UserStatus.CONFIRMED if new.permanent else UserStatus.FORCE_CHANGE_PASSWORD


def _refuse_attributes(new: NewUser, schema: PoolSchema) -> None:
    given = new.named_attributes()
    for attribute in schema.attributes:
        value = given.get(attribute.name, "")
        if schema.requires(attribute) and not value:
            raise InputError(
                f"{attribute.name} is required in this user pool.", hint="Type a value."
            )
        if value and (sentence := attribute.why_not(value)):
            raise InputError(sentence, hint="Correct the value; nothing was sent.")


def _of_name(new: NewUser) -> Iterator[Problem]:
    if sentence := why_no_username(new.username):
        yield USERNAME, sentence


def _of_attributes(
    new: NewUser, schema: PoolSchema, words: Callable[[str], str]
) -> Iterator[Problem]:
    given = new.named_attributes()
    needed = {each.name for each in schema.attributes if schema.requires(each)}
    if new.send_invitation:
        needed.add("email")
    for attribute in schema.attributes:
        name, value = attribute.name, given.get(attribute.name, "")
        if value and attribute.why_not(value):
            yield name, f"{words(name)} takes {attribute.takes()}."
        elif not value and name in needed:
            yield name, f"{words(name)} is missing."


def _of_password(new: NewUser, policy: PasswordPolicy) -> Iterator[Problem]:
    unmet = unmet_rules(new.password, policy) if new.password else []
    if unmet:
        yield PASSWORD, f"The password needs {', '.join(unmet)}."
    elif not new.password and not new.send_invitation:
        yield PASSWORD, "The password is missing: type or generate one."
