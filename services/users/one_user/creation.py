"""Creating a user as a change: checked against the pool's schema and policy before it is sent."""

from services.errors import InputError
from services.users.changes.change import Call, Change
from services.users.new_user import NewUser, creation_steps
from services.users.one_user.password_change import require_policy
from services.users.one_user.schema import PoolSchema
from services.users.passwords import PasswordPolicy


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
        after={"groups": sorted(new.groups), "attributes": new.named_attributes()},
    )


def _refuse_attributes(new: NewUser, schema: PoolSchema) -> None:
    given = new.named_attributes()
    for attribute in schema.attributes:
        value = given.get(attribute.name, "")
        is_username = attribute.name in schema.username_attributes
        if attribute.is_required and attribute.name != "sub" and not value and not is_username:
            raise InputError(
                f"{attribute.name} is required in this user pool.", hint="Type a value."
            )
        if value and (sentence := attribute.why_not(value)):
            raise InputError(sentence, hint="Correct the value; nothing was sent.")
