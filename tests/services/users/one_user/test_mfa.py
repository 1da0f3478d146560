"""MFA of a user on the real engine: preferred, refused without its factor, and turned off."""

from collections.abc import Iterator

import pyotp
import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, PlanRefused
from services.users.changes.desk import Desk
from services.users.directory import Directory, UserSummary
from services.users.new_user import NewUser
from services.users.one_user.mfa import (
    MfaFactor,
    change_of_mfa_off,
    change_of_preference,
    mfa_from,
    read_mfa,
    why_not_preferred,
)
from tests.services.users.one_user.people import PASSWORD, STATUSES, person, user_in

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def pool(aws: Aws, directory: Directory) -> Iterator[Directory]:
    """The pool with optional MFA by app and by SMS."""
    aws.call(
        "cognito-idp", "set_user_pool_mfa_config", UserPoolId=directory.user_pool_id,
        MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True},
        SmsMfaConfiguration={"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::1:role/sms"}},
    )  # fmt: skip
    yield directory
    aws.call(
        "cognito-idp", "set_user_pool_mfa_config", UserPoolId=directory.user_pool_id,
        MfaConfiguration="OFF",
    )  # fmt: skip


def with_app(aws: Aws, pool: Directory, username: str) -> UserSummary:
    """Make a user who enrolled an authenticator app as a signed-in user does."""
    pool.create(NewUser(
            username=username, password=PASSWORD, permanent=True,
            attributes={"phone_number": "+491701234567"},
        )
    )  # fmt: skip
    where = {"UserPoolId": pool.user_pool_id}
    client = aws.call(
        "cognito-idp", "create_user_pool_client", **where, ClientName="mfa",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]  # fmt: skip
    signed_in = aws.call(
        "cognito-idp", "admin_initiate_auth", **where, ClientId=client["ClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": username, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]["AccessToken"]  # fmt: skip
    key = aws.call("cognito-idp", "associate_software_token", AccessToken=signed_in)["SecretCode"]
    code = pyotp.TOTP(key).now()
    aws.call("cognito-idp", "verify_software_token", AccessToken=signed_in, UserCode=code)
    return pool.get(username)


def test_an_enrolled_app_is_preferred_and_turned_off(aws: Aws, pool: Directory, desk: Desk) -> None:
    user = with_app(aws, pool, "enrolled")
    mfa = read_mfa(aws, pool.user_pool_id, "enrolled")
    assert (mfa.pool_mode, mfa.offered) == ("OPTIONAL", (MfaFactor.APP, MfaFactor.SMS))
    desk.do(change_of_preference(user, mfa, MfaFactor.SMS))
    mfa = read_mfa(aws, pool.user_pool_id, "enrolled")
    assert (mfa.active, mfa.preferred) == ((MfaFactor.APP, MfaFactor.SMS), MfaFactor.SMS)
    desk.do(change_of_preference(user, mfa, MfaFactor.APP))
    mfa = read_mfa(aws, pool.user_pool_id, "enrolled")
    assert mfa.preferred is MfaFactor.APP
    assert why_not_preferred(user, mfa, MfaFactor.APP) == "It is the preferred factor already."
    change = change_of_mfa_off(user, mfa)
    assert change.is_destructive
    assert change.before == {
        "mfa": ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
        "preferred_mfa": "SOFTWARE_TOKEN_MFA",
    }
    desk.do(change, reason="phone lost")
    mfa = read_mfa(aws, pool.user_pool_id, "enrolled")
    assert (mfa.active, mfa.preferred) == ((), None)
    with pytest.raises(PlanRefused, match="No factor is on"):
        change_of_mfa_off(user, mfa)


@pytest.mark.parametrize("status", STATUSES)
def test_an_app_that_was_never_set_up_is_refused_here_and_by_cognito_in_every_status(
    aws: Aws, pool: Directory, status: str
) -> None:
    user = pool.get(user_in(aws, pool, status, f"{status}-no-app"))
    mfa = read_mfa(aws, pool.user_pool_id, user.username)
    with pytest.raises(PlanRefused, match="No authenticator app is set up yet"):
        change_of_preference(user, mfa, MfaFactor.APP)
    with pytest.raises(AwsError, match="delivery config"):
        aws.call(
            "cognito-idp", "admin_set_user_mfa_preference", UserPoolId=pool.user_pool_id,
            Username=user.username, SoftwareTokenMfaSettings={"Enabled": True},
        )  # fmt: skip
    assert read_mfa(aws, pool.user_pool_id, user.username) == mfa


def test_sms_needs_a_phone_here_and_at_the_engine(aws: Aws, pool: Directory) -> None:
    user = pool.create(NewUser(username="mute", password=PASSWORD))
    mfa = read_mfa(aws, pool.user_pool_id, "mute")
    with pytest.raises(PlanRefused, match="has no phone number"):
        change_of_preference(user, mfa, MfaFactor.SMS)
    with pytest.raises(AwsError, match="does not have a phone_number"):
        aws.call(
            "cognito-idp", "admin_set_user_mfa_preference", UserPoolId=pool.user_pool_id,
            Username="mute", SMSMfaSettings={"Enabled": True},
        )  # fmt: skip


def test_a_pool_without_mfa_offers_nothing() -> None:
    mfa = mfa_from({"MfaConfiguration": "OFF"}, {})
    assert (mfa.pool_mode, mfa.offered, mfa.active) == ("OFF", (), ())
    assert why_not_preferred(person(), mfa, MfaFactor.APP) == "The user pool does not offer it."
