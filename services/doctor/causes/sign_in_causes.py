"""Causes of a sign-in without tokens that lie in its settings, its steps or its request."""

import re

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import SIGN_IN, Case
from services.doctor.cause import Cause, Match, certain, likely, possible
from services.doctor.readers.sentences.wordings import REFRESH_REFUSED

_HASH_TEXTS = ("secret hash", "secret_hash", "secrethash", "configured for secret")
_FLOW_TEXTS = (
    "flow not enabled",
    "auth method not supported",
    "unsupported authflow",
    "is not enabled for the client",
)
_SOMETHING_WENT_WRONG = "10025"
_ATTEMPTS = "attempt limit exceeded"
# Words of a quota of the account or the pool, not of attempts.
QUOTA_TEXTS = (
    "maximum",
    "quota",
    "exceeds",
    "limit of",
    "limit for",
    "the number of",
    "daily email",
)
_DEVICE = (
    "It has expired, was revoked, or belongs to another app client. Where the pool remembers "
    "devices, a refresh without the confirmed device's DEVICE_KEY is refused with the same words."
)
_STEPS_AS_EXCEPTIONS = (
    "MFAChallengeException",
    "SMSMFAChallengeException",
    "SoftwareTokenMFAChallengeException",
)
_BAD_GATEWAY, _TOO_MANY = 502, 429
_LOG = "Its log line names the error Cognito gave."


def _is_hidden_failure(case: Case) -> bool:
    return case.envelope == _SOMETHING_WENT_WRONG and case.status == _BAD_GATEWAY


def _is_from_our_log(case: Case) -> bool:
    """Tell whether the exception's name is from a log line that the sign-in function wrote."""
    return bool(case.symptom.logged_error) or "outcome" in (case.observed.document or {})


def _role(case: Case) -> Match | None:
    denial = case.denial
    if denial is not None:  # the sentence is the same for every service: the action tells whose
        is_cognitos = denial.action.startswith("cognito-idp:")
        return certain(denial.sentence) if is_cognitos else None
    if case.is_cognito_error("AccessDeniedException") and not case.says("security token"):
        sure = certain if case.operation or _is_from_our_log(case) else likely
        return sure("Cognito's answer to the function is AccessDeniedException.")
    if _is_hidden_failure(case) and not case.cognito_error:
        return likely(
            f"The sign-in function answered {case.said} and hides the reason from its caller. "
            f"{_LOG}"
        )
    return None


def _is_hash_refused(case: Case) -> bool:
    return case.says(*_HASH_TEXTS)


def _hashed_wrong_name(case: Case) -> Match | None:
    """Recognise a hash over an alias: a refresh and a challenge's answer need the real name."""
    name = case.username_sent
    is_later = "Respond" in case.operation or case.is_refresh
    path = case.symptom.path
    is_ours = path in (f"{SIGN_IN}/refresh", f"{SIGN_IN}/challenge") and bool(case.envelope)
    if _is_hash_refused(case) and is_later:
        return certain(
            f"Cognito refuses the secret hash in {case.operation or case.flow}, where it must be "
            "computed over the user's real username.",
            *([f"The request names the user by the alias {name}."] if "@" in name else []),
        )
    if is_ours and "@" in name and not case.is_success:
        return certain(f"This step was asked with {name}, and it needs the user's real username.")
    if "secrethash does not match" in case.message:
        return likely(f"The answer is {case.said}, the text of a refresh with the alias's hash.")
    return possible("It is not known which name was hashed.") if _is_hash_refused(case) else None


def _secret_hash(case: Case) -> Match | None:
    if _is_hash_refused(case):
        return certain(f"The answer is {case.said}.")
    if not _is_hidden_failure(case):
        return None
    if case.cognito_error == "NotAuthorizedException":
        return likely("The function's log names NotAuthorizedException, and no password gives 502.")
    if not case.cognito_error:
        return possible("A wrong or missing SECRET_HASH gives this answer as well.")
    return None


def _flow(case: Case) -> Match | None:
    if case.says(*_FLOW_TEXTS):
        return certain(f"The answer is {case.said}.")
    if _is_hidden_failure(case) and case.cognito_error == "InvalidParameterException":
        return likely(
            "The function's log names InvalidParameterException, and the function takes that for a "
            "setting: the flow, as a rule."
        )
    if _is_hidden_failure(case) and not case.cognito_error:
        return possible("A flow that the app client does not allow gives this answer as well.")
    if case.is_cognito_error("InvalidParameterException") and not case.message:
        return possible("A disabled flow gives InvalidParameterException.")
    return None


def _new_password(case: Case) -> Match | None:
    if case.error_name == "ForceChangePasswordException":
        return likely(f"The library pycognito raises {case.error_name} for this challenge.")
    if case.challenge != "NEW_PASSWORD_REQUIRED":
        return None
    return certain("The answer is the challenge NEW_PASSWORD_REQUIRED with a session, not tokens.")


def _other_challenge(case: Case) -> Match | None:
    if case.error_name in _STEPS_AS_EXCEPTIONS:
        return likely(
            f"The library pycognito raises {case.error_name} when Cognito asks for a step."
        )
    if not case.challenge or case.challenge == "NEW_PASSWORD_REQUIRED":
        return None
    return certain(f"The answer is the challenge {case.challenge}, not tokens.")


def _session(case: Case) -> Match | None:
    if not case.says("session is invalid", "invalid session", "session is expired"):
        return None
    sure = certain if case.cognito_error or case.envelope else likely
    return sure(f"The answer is {case.said}. A session lives 3 minutes and works once.")


def _refresh(case: Case) -> Match | None:
    is_story = case.symptom.is_hearsay and not case.exception
    if not case.says("refresh token") or case.is_cognito_error("RefreshTokenReuseException"):
        return None
    if is_story and not re.search(REFRESH_REFUSED, case.words):
        return None  # it may speak of one that is only kept, or revoked on purpose
    more = () if case.says("expired", "revoked") else (_DEVICE,)
    sure = certain if case.cognito_error or case.envelope else likely
    return sure(f"The answer is {case.said}.", *more)


def _unusable_request(case: Case) -> Match | None:
    if case.envelope != "10022":
        return None
    return certain(f"The sign-in API refused the request before it asked Cognito: {case.said}.")


def _too_fast(case: Case) -> Match | None:
    is_limit = case.is_cognito_error("LimitExceededException") and not case.says(*QUOTA_TEXTS)
    if is_limit or case.says(_ATTEMPTS):
        sure = certain if case.says(_ATTEMPTS) else likely
        return sure(
            f"The answer is {case.said}: too many attempts at this operation for this user. AWS "
            "does not say for how long."
        )
    is_ours = case.envelope == _SOMETHING_WENT_WRONG and case.status == _TOO_MANY
    if is_ours or case.is_cognito_error("TooManyRequestsException"):
        sure = certain if is_ours or case.operation or _is_from_our_log(case) else likely
        return sure(
            f"The answer is {case.said}: more than 10 sign-ins a second for this user, or more "
            "than the account may make in this Region (120 a second by default)."
        )
    return None


_CLIENT = (
    "aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID "
    "--client-id $APP_CLIENT_ID --query UserPoolClient.ExplicitAuthFlows"
)
_HASH = (
    'printf \'%s\' "$USERNAME$APP_CLIENT_ID" | openssl dgst -sha256 -hmac "$CLIENT_SECRET" '
    "-binary | base64"
)
SIGN_IN_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="role-lacks-action",
        title="The role that asked Cognito lacks a permission on the user pool",
        look=_role,
        fix=(
            "Allow the action on this pool in the role; signing in needs AdminInitiateAuth, "
            "AdminRespondToAuthChallenge and DescribeUserPoolClient. Here, Repair on the Stack "
            "page does it."
        ),
        command=(
            "aws logs tail /aws/lambda/$SIGN_IN_FUNCTION_ID --since 15m\n"
            "aws iam list-role-policies --role-name $SIGN_IN_ROLE_ID"
        ),
        page="admin_stack",
        evidence=several_reports("report: role without permission"),
    ),
    Cause(
        id="hash-over-the-wrong-name",
        title="SECRET_HASH was computed over an alias",
        look=_hashed_wrong_name,
        fix=(
            "Compute it over the real username: USER_ID_FOR_SRP of the challenge, or the username "
            "claim of the access token. The first sign-in takes the name that was typed."
        ),
        command=_HASH,
        page="sign_in",
        evidence=several_reports(
            "report: hash of the real username",
            "report: hash of an alias",
            "report: hash at a refresh",
        ),
    ),
    Cause(
        id="secret-hash",
        title="SECRET_HASH is missing, wrong, or sent to a client without a secret",
        look=_secret_hash,
        fix=(
            "Send Base64(HMAC-SHA256(client secret, username + client ID)) when the app client "
            "has a secret, and nothing when it has none."
        ),
        command=_HASH,
        page="sign_in",
        evidence=several_reports(
            "re:Post: secret hash", "report: secret hash missing", "report: secret hash wrong"
        ),
    ),
    Cause(
        id="flow-not-enabled",
        title="The app client does not allow this sign-in flow, or the API does not know it",
        look=_flow,
        fix=(
            "Allow the flow in ExplicitAuthFlows. ADMIN_USER_PASSWORD_AUTH belongs to "
            "AdminInitiateAuth, USER_PASSWORD_AUTH to InitiateAuth."
        ),
        command=_CLIENT,
        page="admin_stack",
        evidence=documented("cognito: AdminInitiateAuth", "report: flow of another operation"),
    ),
    Cause(
        id="new-password-required",
        title="The user must replace the temporary password first",
        look=_new_password,
        fix="Answer the challenge with a new password; the answer to that holds the tokens.",
        command=(
            'curl -s "$SIGN_IN_URL/challenge" -d \'{"username": "…", "challenge": '
            '"NEW_PASSWORD_REQUIRED", "session": "…", "new_password": "…"}\''
        ),
        page="sign_in",
        evidence=documented("cognito: AdminInitiateAuth", "report: new password required"),
    ),
    Cause(
        id="other-challenge",
        title="Cognito asks for one more step",
        look=_other_challenge,
        fix="Answer the challenge within 3 minutes.",
        page="sign_in",
        evidence=documented("cognito: AdminInitiateAuth"),
    ),
    Cause(
        id="session-over",
        title="The challenge's session is over",
        look=_session,
        fix="Sign in again and answer the new challenge within 3 minutes, once.",
        page="sign_in",
        evidence=several_reports("cognito: AdminInitiateAuth", "cognito: quotas"),
    ),
    Cause(
        id="refresh-refused",
        title="Cognito refuses this refresh token",
        look=_refresh,
        fix="Sign in again, at the same app client; with device tracking, send its key, too.",
        page="sign_in",
        evidence=documented(
            "cognito: AdminUserGlobalSignOut",
            "cognito: refresh tokens",
            "report: refresh without device key",
        ),
    ),
    Cause(
        id="unusable-request",
        title="A field of the sign-in request is missing or not usable",
        look=_unusable_request,
        fix="Send a JSON object with the fields that the message names, each a text.",
        command='curl -i "$SIGN_IN_URL" -d \'{"username": "…", "password": "…"}\'',
        page="sign_in",
        evidence=documented("cognito: AdminInitiateAuth"),
    ),
    Cause(
        id="cognito-throttles",
        title="Cognito takes no more attempts for now",
        look=_too_fast,
        fix="Wait, sign in less often, and keep tokens until they expire.",
        evidence=documented("cognito: quotas", "report: attempt limit exceeded"),
    ),
)
