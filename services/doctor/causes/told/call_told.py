"""What AWS tells of the call itself: keys, clocks, tokens' scopes, parameters, identity pools."""

from services.authorizer.evidence import documented, inferred, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Strength
from services.doctor.causes.sign_in_causes import QUOTA_TEXTS
from services.doctor.causes.told.told import told

LIKELY = Strength.LIKELY


def _is_exception(case: Case) -> bool:
    return bool(case.exception)


def _is_either_way(case: Case) -> bool:
    """Tell whether the sentence names two faults at once, of which the clock is only one."""
    return case.says("has expired or is not yet valid")


_ABOUT_PARAMETERS = (
    "InvalidParameterException",
    "ValidationException",
    "SerializationException",
    "BadRequestException",
)


# What SDKs say of a request before they send it, and the service of its form.
_SAID_BY_SDKS = (
    "parameter validation failed",
    "unknown parameter in",
    "validation error detected",
    "validation errors detected",
    "unexpected key '",
    "missing required key '",
    "expected params.",
    "validation error(s) found",
    "while validating the input",
    "input member",
)


def _is_of_a_parameter(case: Case) -> bool:
    return case.error_name in _ABOUT_PARAMETERS or case.says(*_SAID_BY_SDKS)


CALL_TOLD: tuple[Cause, ...] = (
    told(
        "clock-differs",
        "The clock of the caller differs from AWS's",
        "A signature is good for about five minutes around its time, and a token only after iat.",
        "Set the clock by NTP, and let nothing cache signed requests.",
        documented("cognito: common errors"),
        texts=(
            "signature expired",
            "signature not yet current",
            "requesttimetooskewed",
            "requestexpired",
        ),
        hints=("is not yet valid", "token used before issued", "used before iat", "idx10222"),
        only_if=lambda case: not _is_either_way(case),
    ),
    told(
        "aws-credentials-refused",
        "AWS refuses the keys that signed this call, not the user's password",
        "The answer is about the AWS credentials of the program that calls: they are wrong, "
        "expired, of another partition, or their session token is missing.",
        "Check with get-caller-identity which credentials the program uses.",
        several_reports("report: keys of the server refused", "cognito: common errors"),
        names=(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException",
            "InvalidClientTokenIdException",
            "SignatureDoesNotMatchException",
            "MissingAuthenticationTokenException",
        ),
        only_if=_is_exception,
        command="aws sts get-caller-identity",
    ),
    told(
        "aws-credentials-refused-by-text",
        "AWS refuses the keys that signed this call",
        "The sentence is about a signature made with AWS keys: wrong, expired, or without the "
        "session token that belongs to them.",
        "Check with get-caller-identity which credentials the program uses.",
        several_reports("report: keys of the server refused", "cognito: common errors"),
        texts=(
            "security token included in the request",
            "the request signature we calculated",
            "unable to locate credentials",
            "could not load credentials",
            "missing credentials in config",
            "failed to retrieve credentials",
            "failed to refresh cached credentials",
            "no ec2 imds role",
            "nocredentialproviders",
            "no valid providers in chain",
            "no valid credential sources",
            "unable to get iam security credentials",
            "unable to load aws credentials",
            "unable to load credentials from",
            "failed to load aws credentials",
            "resolved credential object is not valid",
            "credentialsprovidererror",
            "credential should be scoped to",
        ),
        strength=LIKELY,
        command="aws sts get-caller-identity",
    ),
    told(
        "token-lacks-user-scope",
        "The access token lacks the scope aws.cognito.signin.user.admin",
        "GetUser and the other calls of a user for the own account need that scope; a token of "
        "the hosted UI has it only when the sign-in asked for it.",
        "Allow the scope at the app client and ask for it at the sign-in.",
        several_reports("report: token without the user's scope"),
        names=("NotAuthorizedException",),
        texts=("does not have required scopes", "missing required scopes"),
        sentences=("access token does not have required scopes",),
        command="aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL_ID "
        "--client-id $APP_CLIENT_ID --query UserPoolClient.AllowedOAuthScopes",
    ),
    told(
        "userinfo-lacks-openid",
        "The access token lacks the scope openid",
        "The answer is of Cognito's userInfo endpoint, not of an authorizer: it takes only tokens "
        "of a sign-in with the scope openid.",
        "Ask for openid at the sign-in; a sign-in through the API without hosted UI has no such "
        "token.",
        several_reports("report: userInfo without openid"),
        texts=("does not contain openid scope",),
    ),
    told(
        "access-token-refused-by-cognito",
        "Cognito does not take this access token",
        "It was issued by another pool, has been revoked by a sign-out, or is no access token.",
        "Send an access token of this pool that is still good.",
        documented("cognito: token revocation", "cognito: access tokens"),
        names=("NotAuthorizedException",),
        texts=(
            "invalid access token",
            "access token has been revoked",
            "could not verify signature",
            "invalid token",
        ),
        sentences=("access token has been revoked",),
    ),
    told(
        "authorizer-not-named",
        "The method names no authorizer that exists in this API",
        "COGNITO_USER_POOLS and CUSTOM need the id of an authorizer of the same API.",
        "Create the authorizer first, then put its id on the method.",
        several_reports(
            "report: method without authorizer id", "report: authorizer gone at deployment"
        ),
        texts=("invalid authorizer id", "invalid authorizer identifier"),
        command="aws apigateway get-authorizers --rest-api-id $REST_API_ID",
    ),
    told(
        "parameter-invalid",
        "A parameter of the request is missing or not usable",
        "The sentence names it; nothing was looked up yet.",
        "Send the parameter that the sentence names, in the form it asks for.",
        documented("cognito: common errors"),
        only_if=_is_of_a_parameter,
        texts=(
            "missing required parameter",
            "member must",
            "invalid value",
            "validation error",
            "1 validation",
            "value at ",
            "must satisfy",
            "is required",
            "cannot be empty",
            "start of structure",
            *_SAID_BY_SDKS,
        ),
    ),
    told(
        "aws-quota-reached",
        "A quota of the account is used up",
        "The account may have no more of these in this Region, or may not ask so often.",
        "Remove what is not used, or ask for a higher quota.",
        documented("cognito: quotas"),
        names=("LimitExceededException", "ServiceQuotaExceededException"),
        texts=QUOTA_TEXTS,
        strength=LIKELY,
    ),
    told(
        "nobody-signed-in",
        "The app has no signed-in user: no call was made with a token",
        "The library says so itself, before it asks AWS: the tokens are not in its storage.",
        "Sign in first; check that the page and the sign-in use the same origin and storage.",
        inferred("cognito: kinds of tokens"),
        texts=(
            "no current user",
            "user needs to be authenticated",
            "userunauthenticatedexception",
            "user is not authenticated",
            "there is no user signed in",
            "signedoutexception",
            "you are currently signed out",
            "nosigneduser",
            "novalidauthtokens",
            "cannot get guest credentials",
        ),
        strength=LIKELY,
        page="sign_in",
    ),
    told(
        "mail-limit-reached",
        "The day's limit of e-mails is used up",
        "A pool that sends with Cognito's own address may send few e-mails a day.",
        "Let the pool send with Amazon SES, or wait until tomorrow.",
        documented("cognito: quotas", "cognito: messages"),
        texts=("daily email limit", "exceeded daily"),
    ),
    told(
        "parameter-refused",
        "AWS does not take a parameter of the request as it is",
        "The exception says that the fault is in the request; its sentence says which part.",
        "Read the sentence, and correct that parameter.",
        documented("cognito: common errors"),
        names=("InvalidParameterException", "ValidationException"),
        only_if=lambda case: (
            bool(case.message)
            and not (
                case.symptom.logged_error or case.says("flow not enabled", "secret", "authorizer")
            )
        ),
        strength=LIKELY,
    ),
)
