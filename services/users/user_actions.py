"""Doing one move of the status machine to one user, whose status is asked again first."""

from collections.abc import Callable, Mapping

from services.cloud.aws import Aws
from services.errors import PlanRefused
from services.users.directory import Directory, UserSummary
from services.users.user_moves import MoveId, UserMove

_Call = tuple[str, Mapping[str, object]]


def _verify(attribute: str) -> _Call:
    attributes = [{"Name": f"{attribute}_verified", "Value": "true"}]
    return "admin_update_user_attributes", {"UserAttributes": attributes}


_CALLS: dict[MoveId, Callable[[], _Call]] = {
    MoveId.CONFIRM: lambda: ("admin_confirm_sign_up", {}),
    MoveId.RESEND: lambda: (
        "admin_create_user",
        {"MessageAction": "RESEND", "DesiredDeliveryMediums": ["EMAIL"]},
    ),
    MoveId.RESET_PASSWORD: lambda: ("admin_reset_user_password", {}),
    MoveId.VERIFY_EMAIL: lambda: _verify("email"),
    MoveId.VERIFY_PHONE: lambda: _verify("phone_number"),
    MoveId.DISABLE: lambda: ("admin_disable_user", {}),
    MoveId.ENABLE: lambda: ("admin_enable_user", {}),
    MoveId.SIGN_OUT: lambda: ("admin_user_global_sign_out", {}),
}


def act_on(aws: Aws, directory: Directory, username: str, move: UserMove) -> UserSummary:
    """Do the move and return the user as Cognito has them afterwards.

    Raises PlanRefused, before anything is changed, when the user's status does not allow it any
    more; UserNotFound and other AwsErrors.
    """
    user = directory.get(username)
    if refusal := move.refusal(user):
        raise PlanRefused(
            f"{move.label} is not possible for {user.username}: {refusal}",
            hint="The user has changed since the page was drawn.",
        )
    operation, parameters = _CALLS[move.id]()
    aws.call(
        "cognito-idp",
        operation,
        UserPoolId=directory.user_pool_id,
        Username=user.username,
        **parameters,
    )
    return directory.get(user.username)
