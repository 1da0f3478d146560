"""MFA of one user: what the pool offers, what is on for them, and changing it as an administrator.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.cloud.aws import Aws
from services.errors import PlanRefused
from services.users.changes.change import Call, Change
from services.users.directory import UserSummary


class MfaFactor(StrEnum):
    """A second factor, by Cognito's word in UserMFASettingList."""

    APP = "SOFTWARE_TOKEN_MFA"
    SMS = "SMS_MFA"
    EMAIL = "EMAIL_OTP"


_SETTINGS = {
    MfaFactor.APP: "SoftwareTokenMfaSettings",
    MfaFactor.SMS: "SMSMfaSettings",
    MfaFactor.EMAIL: "EmailMfaSettings",
}
_OFFERED = {
    MfaFactor.APP: "SoftwareTokenMfaConfiguration",
    MfaFactor.SMS: "SmsMfaConfiguration",
    MfaFactor.EMAIL: "EmailMfaConfiguration",
}
_NEEDS = {
    MfaFactor.SMS: ("phone_number", "phone number"),
    MfaFactor.EMAIL: ("email", "e-mail address"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMfa:
    """What is on for a user, in a pool that requires MFA ("ON"), offers it or has none ("OFF")."""

    pool_mode: str
    offered: tuple[MfaFactor, ...]
    active: tuple[MfaFactor, ...]
    preferred: MfaFactor | None


def read_mfa(aws: Aws, user_pool_id: str, username: str) -> UserMfa:
    """Ask Cognito for the pool's MFA configuration and the user's settings; raises AwsErrors."""
    pool = {"UserPoolId": user_pool_id}
    config = aws.call("cognito-idp", "get_user_pool_mfa_config", **pool)
    user = aws.call("cognito-idp", "admin_get_user", **pool, Username=username)
    return mfa_from(config, user)


def mfa_from(config: Mapping[str, Any], user: Mapping[str, Any]) -> UserMfa:
    """Return the MFA in the answers of GetUserPoolMfaConfig and AdminGetUser."""
    active, preferred = user.get("UserMFASettingList") or (), user.get("PreferredMfaSetting")
    return UserMfa(
        pool_mode=str(config.get("MfaConfiguration", "OFF")),
        offered=tuple(each for each in MfaFactor if _is_offered(config, each)),
        active=tuple(each for each in MfaFactor if each in active),
        preferred=next((each for each in MfaFactor if each == preferred), None),
    )


def why_not_preferred(user: UserSummary, mfa: UserMfa, factor: MfaFactor) -> str:
    """Return why the factor cannot be preferred for the user, as a sentence; "" when it can.

    Cognito tells of an authenticator app only while the factor is on, and refuses to turn it on for
    a user without one: a factor that is off counts as not set up.
    """
    if factor is mfa.preferred:
        return "It is the preferred factor already."
    if factor not in mfa.offered:
        return "The user pool does not offer it."
    if factor is MfaFactor.APP and factor not in mfa.active:
        return (
            "No authenticator app is set up yet, or MFA was turned off since: the user sets one up."
        )
    need, words = _NEEDS.get(factor, ("", ""))
    return f"The user has no {words}." if need and not user.attributes.get(need) else ""


def change_of_preference(user: UserSummary, mfa: UserMfa, factor: MfaFactor) -> Change:
    """Return the change that turns the factor on and prefers it; the other factors stay on."""
    if sentence := why_not_preferred(user, mfa, factor):
        raise PlanRefused(f"{factor.value} cannot be preferred: {sentence}", hint="Choose another.")
    return Change(
        action="prefer_mfa",
        label="Prefer this factor",
        target=user.username,
        calls=(_call(user, {_SETTINGS[factor]: {"Enabled": True, "PreferredMfa": True}}),),
        before=_facts(mfa),
        after={"mfa": sorted({*mfa.active, factor}), "preferred_mfa": factor.value},
    )


def change_of_mfa_off(user: UserSummary, mfa: UserMfa) -> Change:
    """Return the change that turns every factor of the user off: what Cognito has for a reset.

    Only what is on is sent: Cognito refuses a setting for a factor that was never set up.
    """
    if not mfa.active:
        raise PlanRefused("No factor is on for this user.", hint="There is nothing to turn off.")
    off = {_SETTINGS[each]: {"Enabled": False, "PreferredMfa": False} for each in mfa.active}
    return Change(
        action="reset_mfa",
        label="Turn MFA off",
        target=user.username,
        calls=(_call(user, off),),
        before=_facts(mfa),
        after={"mfa": [], "preferred_mfa": None},
        is_destructive=True,
    )


def _is_offered(config: Mapping[str, Any], factor: MfaFactor) -> bool:
    stated = config.get(_OFFERED[factor])
    return bool(stated and stated.get("Enabled")) if factor is MfaFactor.APP else bool(stated)


def _facts(mfa: UserMfa) -> dict[str, object]:
    preferred = mfa.preferred.value if mfa.preferred else None
    return {"mfa": [each.value for each in mfa.active], "preferred_mfa": preferred}


def _call(user: UserSummary, settings: Mapping[str, object]) -> Call:
    parameters = {"Username": user.username, **settings}
    return Call(operation="admin_set_user_mfa_preference", parameters=parameters)
