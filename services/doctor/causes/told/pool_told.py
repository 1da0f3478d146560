"""What Cognito tells of its pools, clients, users, codes and attributes."""

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Strength
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY
_USER = "--user-pool-id $USER_POOL_ID --username NAME"
_NO_SUCH_PAIR = "username/client id combination not found"


def _is_about_a_user(case: Case) -> bool:
    is_admins = case.operation.startswith("Admin") and case.operation != "AdminInitiateAuth"
    is_named = case.error_name == "UserNotFoundException"
    is_retold = case.symptom.is_hearsay  # sentences do not show whose question it was
    return ((is_admins or is_retold) and is_named) or case.says(_NO_SUCH_PAIR)


POOL_TOLD: tuple[Cause, ...] = (
    told(
        "pool-or-client-not-found",
        "There is no such user pool or app client in this Region and account",
        "Cognito looks in the account of the credentials and in the Region of the address only: a "
        "wrong Region is the usual reason, a deleted or mistyped id the next.",
        "Compare the Region of the address with the first part of the pool's id, then the client "
        "id and the account.",
        several_reports("report: client of another Region", "report: client of another account"),
        names=("ResourceNotFoundException",),
        texts=("user pool", "identitypool", "userpool"),
        only_if=lambda case: not case.says("pool domain", "custom domain"),
        command="aws cognito-idp describe-user-pool --user-pool-id $USER_POOL_ID --region $REGION",
    ),
    told(
        "user-not-found",
        "There is no such user in this pool",
        "A call names a user by username or by a verified alias, in one pool only. To an app "
        "Cognito says the same of a disabled user.",
        "Look for the user in the pool of this id; an unverified e-mail address is no alias yet.",
        several_reports("report: user of another pool", "cognito: managing errors"),
        names=("UserNotFoundException", "ResourceNotFoundException"),
        sentences=(_NO_SUCH_PAIR,),
        only_if=_is_about_a_user,
        command=f"aws cognito-idp admin-get-user {_USER}",
        page="admin_users",
    ),
    told(
        "code-mismatch",
        "The code is wrong, or it belongs to another session",
        "A code fits only the request that sent it: asking again, or signing in twice, makes the "
        "first code worthless.",
        "Ask for one new code and send exactly that one, with the session of the same answer.",
        several_reports("report: code of another session", "cognito: RespondToAuthChallenge"),
        names=("CodeMismatchException", "EnableSoftwareTokenMFAException"),
        page="sign_in",
    ),
    told(
        "code-expired",
        "The code has expired, or was used already",
        "A code is good for a short time and once. Cognito gives this answer for an unknown user, "
        "too, where the app client hides which users exist.",
        "Ask for a new code and use it at once; with an authenticator app wait for the next one.",
        documented("cognito: RespondToAuthChallenge", "cognito: managing errors"),
        names=("ExpiredCodeException",),
        strength=LIKELY,
        page="sign_in",
    ),
    told(
        "attribute-invalid",
        "An attribute is missing, or does not fit the pool's schema",
        "The sentence names the attribute. Which ones a pool requires, and which can change, is "
        "fixed when it is made; a provider's mapping sends its attributes at every sign-in.",
        "Send every required attribute in the form that the schema asks for (custom: before a "
        "custom one's name), and map only attributes that can change.",
        several_reports("report: required attribute missing"),
        texts=(
            "attributes did not conform",
            "attributes required",
            "invalid attributes given",
            "invalid user attributes",
            "attribute does not exist in the schema",
            "attribute cannot be updated",
            "non-mutable attribute",
            "invalid phone number format",
            "invalid email address format",
        ),
        hints=("attribute is required",),
        command="aws cognito-idp describe-user-pool --user-pool-id $USER_POOL_ID "
        "--query UserPool.SchemaAttributes",
    ),
    told(
        "attribute-not-writable",
        "The app client may not write or read this attribute",
        "An app client has lists of attributes that it may read and write.",
        "Add the attribute to the client's WriteAttributes, or leave it out of the request.",
        documented("cognito: managing errors"),
        names=("NotAuthorizedException", "InvalidParameterException"),
        texts=("unauthorized attribute", "not authorized to write", "client attempted to write"),
        sentences=("client attempted to write unauthorized attribute",),
    ),
    told(
        "password-refused",
        "The new password does not fit the pool's policy",
        "The sentence names the rule that it breaks; a password history refuses an earlier one.",
        "Choose a password that meets the policy.",
        documented("cognito: password policy"),
        names=("InvalidPasswordException", "PasswordHistoryPolicyViolationException"),
        page="admin_users",
    ),
    told(
        "name-is-taken",
        "The name, e-mail address or phone number belongs to another user",
        "A name, and an alias, belongs to one user of a pool at a time.",
        "Sign in as that user, or free the alias there first.",
        documented("cognito: managing errors"),
        names=("AliasExistsException", "UsernameExistsException"),
    ),
    told(
        "import-row-unverified",
        "The row of the import sets no verified e-mail address or phone number",
        "A pool that verifies an attribute automatically takes imported users only with one of "
        "them verified.",
        "Set email_verified or phone_number_verified to true in that row of the CSV file.",
        several_reports("report: import of users", "cognito: user import"),
        texts=("does not set any of the auto verified attributes",),
    ),
    told(
        "user-state-forbids",
        "The user's state does not allow this operation",
        "Some operations need a confirmed user, an unconfirmed one, or one with the "
        "first password.",
        "Look at the user's status and choose the operation that it allows.",
        documented("cognito: AdminInitiateAuth"),
        names=(
            "NotAuthorizedException",
            "InvalidParameterException",
            "UnsupportedUserStateException",
        ),
        texts=(
            "current status is",
            "already confirmed",
            "cannot be confirmed",
            "user is already",
            "current state",
            "not confirmed",
        ),
        sentences=(
            "password cannot be reset in the current state",
            "user cannot be confirmed",
            "current status is",
        ),
        command=f"aws cognito-idp admin-get-user {_USER}",
        strength=LIKELY,
        page="admin_users",
    ),
)
