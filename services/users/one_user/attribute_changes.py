"""Setting and deleting one attribute of a user, within the pool's schema; pure."""

from services.errors import InputError, PlanRefused
from services.users.changes.change import Call, Change
from services.users.directory import UserSummary
from services.users.one_user.schema import PoolAttribute, PoolSchema
from services.users.one_user.user_changes import verified_words

_ADDRESSES = ("email", "phone_number")


def change_of_value(
    user: UserSummary, attribute: PoolAttribute, value: str, *, is_verified: bool = False
) -> Change:
    """Return the change that gives the attribute this value.

    Its verified flag goes with a changed e-mail address or phone number: without it Cognito may
    keep the old address until the user verifies the new one, and send a code.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
    Raises InputError with the constraint's sentence, PlanRefused for what nobody may change.
    """
    _refuse_locked(attribute)
    if sentence := attribute.why_not(value):
        raise InputError(sentence, hint="Correct the value; nothing was sent.")
    if user.attributes.get(attribute.name) == value:
        raise PlanRefused(f"{attribute.name} has this value already.", hint="Type another value.")
    sent = [{"Name": attribute.name, "Value": value}]
    if attribute.name in _ADDRESSES:
        sent.extend(verified_words(attribute.name, is_verified=is_verified))
    after = {item["Name"]: item["Value"] for item in sent}
    return Change(
        action="set_attribute",
        label=f"Set {attribute.name}",
        target=user.username,
        calls=(_call(user, "admin_update_user_attributes", UserAttributes=sent),),
        before={"attributes": {name: user.attributes.get(name) for name in after}},
        after={"attributes": after},
    )


def change_of_removal(user: UserSummary, attribute: PoolAttribute, schema: PoolSchema) -> Change:
    """Return the change that deletes the attribute; PlanRefused where Cognito needs it."""
    _refuse_locked(attribute)
    if attribute.is_required or attribute.name in schema.username_attributes:
        raise PlanRefused(
            f"{attribute.name} is required in this user pool.", hint="Give it another value."
        )
    gone = [name for name in _goes_with(attribute.name) if name in user.attributes]
    if not gone:
        raise PlanRefused(f"The user has no {attribute.name}.", hint="There is nothing to delete.")
    return Change(
        action="delete_attribute",
        label=f"Delete {attribute.name}",
        target=user.username,
        calls=(_call(user, "admin_delete_user_attributes", UserAttributeNames=gone),),
        before={"attributes": {name: user.attributes[name] for name in gone}},
        after={"attributes": dict.fromkeys(gone)},
        is_destructive=True,
    )


def _goes_with(name: str) -> tuple[str, ...]:
    """Return what goes with the attribute: a flag without its address says nothing."""
    return (name, f"{name}_verified") if name in _ADDRESSES else (name,)


def _refuse_locked(attribute: PoolAttribute) -> None:
    if not attribute.is_edited:
        raise PlanRefused(
            f"{attribute.name} can be set when a user is created, and never changed.",
            hint="The pool's schema says that it is not mutable.",
        )


def _call(user: UserSummary, operation: str, **parameters: object) -> Call:
    return Call(operation=operation, parameters={"Username": user.username, **parameters})
