"""Users in every status that the local engine makes, and values for those that it does not."""

from datetime import UTC, datetime

from services.cloud.aws import Aws
from services.users.directory import Directory, UserStatus, UserSummary
from services.users.new_user import NewUser

PASSWORD = "Correct-Horse-9"
STATUSES = ("UNCONFIRMED", "FORCE_CHANGE_PASSWORD", "CONFIRMED", "RESET_REQUIRED")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def user_in(aws: Aws, directory: Directory, status: str, username: str) -> str:
    """Make a user with an e-mail address that is not verified, in this status."""
    pool = {"UserPoolId": directory.user_pool_id}
    if status == "UNCONFIRMED":
        client = aws.call("cognito-idp", "create_user_pool_client", **pool, ClientName="app")
        aws.call(
            "cognito-idp", "sign_up", ClientId=client["UserPoolClient"]["ClientId"],
            Username=username, Password=PASSWORD,
            UserAttributes=[{"Name": "email", "Value": "a@example.com"}],
        )  # fmt: skip
        return username
    is_permanent = status != "FORCE_CHANGE_PASSWORD"
    new = NewUser(
        username=username, password=PASSWORD, permanent=is_permanent, email="a@example.com"
    )
    directory.create(new)
    if status == "RESET_REQUIRED":
        aws.call("cognito-idp", "admin_reset_user_password", **pool, Username=username)
    return username


def person(
    status: UserStatus = UserStatus.CONFIRMED, *, enabled: bool = True, **attributes: str
) -> UserSummary:
    """Return a user as a value that no engine has to hold."""
    return UserSummary(
        username="maya",
        sub="",
        status=status,
        enabled=enabled,
        email=attributes.get("email", ""),
        email_verified=attributes.get("email_verified") == "true",
        created_at=NOW,
        modified_at=NOW,
        attributes=attributes,
    )
