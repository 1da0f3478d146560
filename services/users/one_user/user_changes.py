"""Changes of one user as values: the moves of the status machine, and the end; pure.

Each takes the user as Cognito has them at this moment and refuses what is not legal any more.
"""

from services.errors import PlanRefused
from services.users.changes.change import Call, Change, Facts
from services.users.directory import UserSummary
from services.users.user_moves import MoveId, UserMove


def verified_words(address: str, *, is_verified: bool) -> tuple[dict[str, str], ...]:
    """Return what UserAttributes needs to mark an address, such as "email", as verified or not."""
    return ({"Name": f"{address}_verified", "Value": "true" if is_verified else "false"},)


_RESEND = {"MessageAction": "RESEND", "DesiredDeliveryMediums": ["EMAIL"]}
_VERIFIED = {
    MoveId.VERIFY_EMAIL: ("email", True),
    MoveId.VERIFY_PHONE: ("phone_number", True),
    MoveId.UNVERIFY_EMAIL: ("email", False),
    MoveId.UNVERIFY_PHONE: ("phone_number", False),
}
_OPERATIONS = {
    MoveId.CONFIRM: "admin_confirm_sign_up",
    MoveId.RESEND: "admin_create_user",
    MoveId.RESET_PASSWORD: "admin_reset_user_password",
    MoveId.DISABLE: "admin_disable_user",
    MoveId.ENABLE: "admin_enable_user",
    MoveId.SIGN_OUT: "admin_user_global_sign_out",
    **dict.fromkeys(_VERIFIED, "admin_update_user_attributes"),
}


def change_of_move(user: UserSummary, move: UserMove) -> Change:
    """Return the move as a change; PlanRefused when the user's status does not allow it any more.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ has each operation.
    """
    if refusal := move.refusal(user):
        raise PlanRefused(
            f"{move.label} is not possible for {user.username}: {refusal}",
            hint="The user has changed since the page was drawn.",
        )
    before, after = _facts(user, move.id)
    return Change(
        action=move.id.value,
        label=move.label,
        target=user.username,
        calls=(Call(operation=_OPERATIONS[move.id], parameters=_parameters(user, move.id)),),
        before=before,
        after=after,
        is_destructive=move.is_destructive,
    )


def _parameters(user: UserSummary, move: MoveId) -> dict[str, object]:
    parameters: dict[str, object] = {"Username": user.username}
    if move is MoveId.RESEND:
        parameters |= _RESEND
    if marked := _VERIFIED.get(move):
        parameters["UserAttributes"] = list(verified_words(marked[0], is_verified=marked[1]))
    return parameters


def _facts(user: UserSummary, move: MoveId) -> tuple[Facts, Facts]:
    """Return before and after of what an undo puts back, nothing for the rest."""
    if move in {MoveId.DISABLE, MoveId.ENABLE}:
        return {"enabled": user.enabled}, {"enabled": move is MoveId.ENABLE}
    if marked := _VERIFIED.get(move):
        name = f"{marked[0]}_verified"
        value = "true" if marked[1] else "false"
        before = {"attributes": {name: user.attributes.get(name)}}
        return before, {"attributes": {name: value}}
    return {}, {}


def change_of_end(user: UserSummary, groups: tuple[str, ...]) -> Change:
    """Return the deletion of the user; tokens already issued count until they expire."""
    return Change(
        action="delete",
        label="Delete the user",
        target=user.username,
        calls=(Call(operation="admin_delete_user", parameters={"Username": user.username}),),
        before={
            "status": user.status.value,
            "enabled": user.enabled,
            "groups": sorted(groups),
            "attributes": dict(user.attributes),
        },
        is_destructive=True,
    )
