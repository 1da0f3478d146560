"""Causes of a refused sign-in that lie in the user: password, status, lock, what is revealed."""

import re

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely, possible
from services.doctor.readers.sentences.wordings import WRONG_PASSWORD

_EXPIRED_PASSWORD = ("temporary password has expired", "user account has expired")
_NO_DETAILS = "not authorized to get auth details"
_STATES = ("not confirmed", "user is disabled", "password reset required", _NO_DETAILS)
_OF_PROVIDER = (
    "Cognito says this of a user that an external identity provider brought: it has no password "
    "in the pool."
)
_WRONG_PASSWORD = ("incorrect username or password", "username or password is incorrect")
_IN_OTHER_WORDS = re.compile(WRONG_PASSWORD)


def _temporary_password(case: Case) -> Match | None:
    """Recognise an expired temporary password by its text, or by the user's status."""
    is_temporary = case.symptom.user_status == "FORCE_CHANGE_PASSWORD"
    if case.says(*_EXPIRED_PASSWORD):
        sure = certain if case.cognito_error or case.envelope else likely
        return sure(f"The answer is {case.said}.")
    if case.says("cannot be reset in the current state"):
        return likely(f"The answer is {case.said}: the temporary password was never replaced.")
    if not case.says(*_WRONG_PASSWORD) or not case.envelope:
        return None
    if is_temporary:
        return likely(
            "The user's status is FORCE_CHANGE_PASSWORD: the temporary password was never "
            "replaced, and after 7 days (the default) it is no longer valid.",
            "This sign-in API answers an expired one like a wrong one.",
        )
    return possible("This sign-in API answers an expired temporary password like a wrong one.")


def _unverified(case: Case) -> Match | None:
    if not case.says("no registered/verified email"):
        return None
    return certain(f"The answer is {case.said}.")


def _enumeration(case: Case) -> Match | None:
    if case.operation.startswith("Admin") and case.operation != "AdminInitiateAuth":
        return None  # an administrator may learn which users there are
    if case.is_cognito_error("UserNotFoundException"):
        return certain(
            "Cognito says that the user does not exist. With PreventUserExistenceErrors ENABLED "
            "it would answer NotAuthorizedException, as for a wrong password."
        )
    if case.is_cognito_error("UsernameExistsException"):
        return likely(
            "Sign-up says that the name is taken, whatever the app client's setting. Where users "
            "sign up with an e-mail address or phone number as alias, it does not say so."
        )
    return None


def _lockout(case: Case) -> Match | None:
    if case.says("attempts exceeded", "too many failed attempts"):
        sure = certain if case.cognito_error or case.envelope else likely
        return sure(
            f"The answer is {case.said}.",
            "After 5 wrong passwords the user is locked for 1 second, then for twice as long each "
            "time, up to about 15 minutes.",
        )
    return None


def _wrong_password(case: Case) -> Match | None:
    is_retold = case.is_cognito_error("NotAuthorizedException") and _IN_OTHER_WORDS.search(
        case.message
    )
    if not case.says(*_WRONG_PASSWORD) and not is_retold:
        return None
    return likely(
        f"The answer is {case.said}: one text for a wrong password, an unknown user and, at this "
        "sign-in API, a disabled user."
    )


def _user_state(case: Case) -> Match | None:
    is_named = case.error_name in ("UserNotConfirmedException", "PasswordResetRequiredException")
    if not is_named and not case.says(*_STATES):
        return None
    sure = certain if is_named or case.cognito_error or case.envelope else likely
    of_provider = (_OF_PROVIDER,) if case.says(_NO_DETAILS) else ()
    return sure(f"The answer is {case.said}.", *of_provider)


_CLIENT = (
    "aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID "
    "--client-id $APP_CLIENT_ID --query UserPoolClient.PreventUserExistenceErrors"
)
_USER = "--user-pool-id $USER_POOL_ID --username NAME"
USER_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="email-not-verified",
        title="The password cannot be reset: no verified e-mail address or phone number",
        look=_unverified,
        fix="Mark the address as verified, or set a password as an admin.",
        command=(
            f"aws cognito-idp admin-update-user-attributes {_USER} "
            "--user-attributes Name=email_verified,Value=true"
        ),
        page="admin_users",
        evidence=several_reports("report: no verified address"),
    ),
    Cause(
        id="locked-out",
        title="Too many wrong passwords: the user is locked for a while",
        look=_lockout,
        fix=(
            "Wait without trying: 2^(n-5) seconds after n wrong passwords. The right password "
            "then ends the lock. No admin page shows it."
        ),
        evidence=documented("cognito: lockout", "report: password attempts exceeded"),
    ),
    Cause(
        id="user-enumeration",
        title="The name is unknown or taken, and the answer shows strangers which users exist",
        look=_enumeration,
        fix="Set PreventUserExistenceErrors to ENABLED on the app client.",
        command=_CLIENT,
        page="admin_stack",
        evidence=documented("cognito: managing errors", "report: names can be tried out"),
    ),
    Cause(
        id="temporary-password-expired",
        title="The temporary password has expired",
        look=_temporary_password,
        fix=(
            "Send a new invitation, or set a password. Forgot password is refused while the "
            "status is FORCE_CHANGE_PASSWORD."
        ),
        command=f"aws cognito-idp admin-create-user {_USER} --message-action RESEND",
        page="admin_users",
        evidence=several_reports(
            "report: temporary password expired", "cognito: AdminInitiateAuth"
        ),
    ),
    Cause(
        id="wrong-password",
        title="Wrong password, unknown user, or a user that may not sign in",
        look=_wrong_password,
        fix="Check the spelling and that the user is in this pool and enabled.",
        command=f"aws cognito-idp admin-get-user {_USER}",
        page="admin_users",
        evidence=several_reports("cognito: managing errors", "report: password attempts exceeded"),
    ),
    Cause(
        id="user-may-not-sign-in",
        title="The user's state does not allow a sign-in",
        look=_user_state,
        fix="Confirm or enable the user, or set a new password, as the answer says.",
        command=f"aws cognito-idp admin-get-user {_USER}",
        page="admin_users",
        evidence=several_reports("report: unconfirmed user", "report: disabled user"),
    ),
)
