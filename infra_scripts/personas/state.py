"""Bringing one persona's user to its known state: compare, repair, or create again."""

from dataclasses import replace

import pyotp

from infra_scripts.personas.account import (
    SERVICE,
    SOFTWARE_TOKEN,
    FoundUser,
    PersonaAccount,
    entries,
)
from services.errors import AwsError

# What AdminInitiateAuth answers to the right password, by the state of the user. A disabled or
# unconfirmed user is refused before the password is looked at
# (https://github.com/aws/aws-sdk-js/issues/4608,
# https://github.com/amazon-archives/amazon-cognito-auth-js/issues/148).
_ANSWER_TO_RIGHT_PASSWORD = {
    "CONFIRMED": "tokens",
    "FORCE_CHANGE_PASSWORD": "NEW_PASSWORD_REQUIRED",
    "RESET_REQUIRED": "PasswordResetRequiredException",
}
_REFUSALS = frozenset(
    {"NotAuthorizedException", "PasswordResetRequiredException", "UserNotConfirmedException"}
)


def restore(account: PersonaAccount, found: FoundUser | None) -> tuple[PersonaAccount, bool]:
    """Bring the user to its known state; return the account and whether anything had to change.

    Groups and attributes are repaired in place. A user whose status, password or factor differs is
    created again: no series of calls leads back from every state, and a new user has no sessions.
    """
    if found is not None and _is_in_state(account, found):
        groups_changed = account.change_groups(found.groups)
        wanted = account.wanted_attributes().items()
        wrong = {name: value for name, value in wanted if found.attributes.get(name) != value}
        if wrong:
            account.update_attributes(wrong)
        return account, groups_changed or bool(wrong)
    if found is not None:
        account.call("admin_delete_user")
    return _make(account), True


def _is_in_state(account: PersonaAccount, found: FoundUser) -> bool:
    member = account.member
    as_wanted = (member.status, member.enabled, member.mfa)
    if (found.status, found.enabled, found.has_software_token) != as_wanted:
        return False
    if member.mfa and not _holds_key(account, found):
        return False
    expected = _ANSWER_TO_RIGHT_PASSWORD.get(member.status)
    if expected is None or not member.enabled:
        return True
    return _answer_to_sign_in(account) == (SOFTWARE_TOKEN if member.mfa else expected)


def _holds_key(account: PersonaAccount, found: FoundUser) -> bool:
    mark = account.wanted_attributes()["nickname"]
    return bool(account.totp_secret) and found.attributes.get("nickname") == mark


def _answer_to_sign_in(account: PersonaAccount) -> str:
    """Return "tokens", the challenge or the error code that a sign-in gets."""
    try:
        return str(account.sign_in().get("ChallengeName") or "tokens")
    except AwsError as error:
        if error.code not in _REFUSALS:
            raise
        return error.code


def _make(account: PersonaAccount) -> PersonaAccount:
    fresh = replace(account, totp_secret="")
    if fresh.member.status == "UNCONFIRMED":
        _sign_up(fresh)
    else:
        _invite(fresh)
    fresh.change_groups(frozenset())
    if fresh.member.mfa:
        fresh = _enrol_software_token(fresh)
    if not fresh.member.enabled:
        fresh.call("admin_disable_user")
    return fresh


def _sign_up(account: PersonaAccount) -> None:
    """Let the user sign herself up: only then is she UNCONFIRMED."""
    username, client = account.member.username, account.client
    secret_hash = client.secret_hash(username)
    account.aws.call(
        SERVICE,
        "sign_up",
        ClientId=client.client_id,
        Username=username,
        Password=account.password,
        UserAttributes=entries(account.wanted_attributes()),
        **({"SecretHash": secret_hash} if secret_hash else {}),
    )


def _invite(account: PersonaAccount) -> None:
    password, status = account.password, account.member.status
    account.call(
        "admin_create_user",
        TemporaryPassword=password,
        MessageAction="SUPPRESS",
        UserAttributes=entries(account.wanted_attributes()),
    )
    if status != "FORCE_CHANGE_PASSWORD":
        account.call("admin_set_user_password", Password=password, Permanent=True)
    if status == "RESET_REQUIRED":
        account.call("admin_reset_user_password")


def _enrol_software_token(account: PersonaAccount) -> PersonaAccount:
    """Enrol an authenticator app the way a person does: in a session of that user."""
    call = account.aws.call
    token = account.sign_in()["AuthenticationResult"]["AccessToken"]
    secret = str(call(SERVICE, "associate_software_token", AccessToken=token)["SecretCode"])
    code = pyotp.TOTP(secret).now()
    call(SERVICE, "verify_software_token", AccessToken=token, UserCode=code)
    call(
        SERVICE,
        "set_user_mfa_preference",
        AccessToken=token,
        SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
    )
    enrolled = replace(account, totp_secret=secret)
    enrolled.update_attributes({"nickname": enrolled.wanted_attributes()["nickname"]})
    return enrolled
