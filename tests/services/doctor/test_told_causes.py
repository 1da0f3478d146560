"""What AWS tells by name: each exception of a user's operations leads somewhere."""

import json

import pytest
from botocore.session import Session

from services.doctor.cause import Strength
from services.doctor.consultation import Pasted, examine_paste

# One answer each that no other file of cases shows.
CASES = {
    "a key that the pool's client may not write": (
        "NotAuthorizedException",
        "A client attempted to write unauthorized attribute",
        "attribute-not-writable",
    ),
    "a password that is known from a leak": (
        "NotAuthorizedException",
        "Unable to login because of security reasons.",
        "threat-protection",
    ),
    "a weak password": (
        "InvalidPasswordException",
        "Password did not conform with policy: Password not long enough",
        "password-refused",
    ),
    "an address in use": (
        "AliasExistsException",
        "An account with the email already exists.",
        "name-is-taken",
    ),
    "a code that is too old": (
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
        "code-expired",
    ),
    "no authenticator app": (
        "SoftwareTokenMFANotFoundException",
        "Software Token MFA has not been enabled by the userPool.",
        "mfa-not-set-up",
    ),
    "a message that did not leave": (
        "CodeDeliveryFailureException",
        "Failed to send the code.",
        "mail-not-sent",
    ),
    "a pool without e-mail": (
        "InvalidUserPoolConfigurationException",
        "Custom auth lambda trigger is not configured for the user pool.",
        "pool-settings-unusable",
    ),
    "too many wrong codes": (
        "TooManyFailedAttemptsException",
        "Too many failed attempts.",
        "attempts-used-up",
    ),
    "an access token to revoke": (
        "UnsupportedTokenTypeException",
        "Token type is not supported.",
        "token-not-revocable",
    ),
    "two changes at once": (
        "ConcurrentModificationException",
        "Please try again.",
        "changed-at-the-same-time",
    ),
    "a fault of Cognito": ("InternalErrorException", "Something went wrong", "cognito-failed"),
    "a group that exists": ("GroupExistsException", "A group exists.", "resource-exists"),
    "a token that was revoked": (
        "NotAuthorizedException",
        "Access Token has been revoked",
        "access-token-refused-by-cognito",
    ),
    "a value of the wrong form": (
        "InvalidParameterException",
        "1 validation error detected: Value at 'userPoolId' failed to satisfy constraint",
        "parameter-invalid",
    ),
    "too many clients": (
        "LimitExceededException",
        "The maximum number of clients was reached.",
        "aws-quota-reached",
    ),
    "a trigger that is too slow": (
        "UserLambdaValidationException",
        "PostConfirmation failed with error Socket timeout while invoking Lambda function.",
        "trigger-too-slow",
    ),
    "a trigger that could not be run": (
        "UnexpectedLambdaException",
        "arn:aws:lambda failed with error Rate exceeded.",
        "trigger-failed",
    ),
}
# Texts that are no exception of Cognito.
TEXT_CASES = {
    "a key in no usage plan": (
        (
            "API Key ****** not authorized because method 'GET /a' requires API Key and "
            "API Key is not "
            "associated with a Usage Plan for API Stage x/demo: No Usage Plan found for key"
        ),
        "api-key-by-log",
    ),
    "a limit of a usage plan": (
        "(x) Key throttle limit exceeded for Usage Plan a1, API Stage x/demo, Key ******",
        "limit-by-log",
    ),
    "a function that runs too often": (
        "(x) Lambda invocation failed with status: 429. Lambda request id: y",
        "function-throttled",
    ),
    "a mapping that does not fit": (
        (
            "Execution failed due to configuration error: Output mapping refers to an "
            "invalid method "
            "response: 200"
        ),
        "integration-mapping",
    ),
    "a role that API Gateway may not assume": (
        (
            "Execution failed due to configuration error: API Gateway does not have permission to "
            "assume the provided role"
        ),
        "integration-role",
    ),
    "an identity pool's expired token": (
        (
            '{"__type":"NotAuthorizedException","message":"Invalid login token. Token '
            'expired: 2 >= 1"}'
        ),
        "identity-token-expired",
    ),
    "a library that finds the token too old": (
        "ERROR TokenExpiredError: jwt expired",
        "verifier-says-expired",
    ),
    "a library that wants an access token": (
        "Error: Token use not allowed: id. Expected: access",
        "verifier-refuses-claim",
    ),
    "a library that has other keys": (
        "SigningKeyNotFoundError: Unable to find a signing key that matches 'x'",
        "verifier-finds-no-key",
    ),
    "a library that was given no token": (
        "JsonWebTokenError: jwt malformed",
        "verifier-reads-no-token",
    ),
    "an HTTP API without its integration": (
        '{"message":"Service Unavailable"}',
        "http-api-unavailable",
    ),
    "a certificate that does not fit": (
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'a.b'",
        "certificate-or-name",
    ),
    "an app without a user": (
        "UserUnAuthenticatedException: User needs to be authenticated to call this API.",
        "nobody-signed-in",
    ),
    "too many e-mails": (
        (
            "An error occurred (LimitExceededException) when calling the SignUp operation: "
            "Exceeded "
            "daily email limit for the operation or the account."
        ),
        "mail-limit-reached",
    ),
    "an authorizer's policy, by the log": (
        (
            "Execution failed due to configuration error: Authorizer error\n"
            "Method completed with status: 500"
        ),
        "lambda-authorizer-failed-by-log",
    ),
    "keys that are not there": (
        "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
        "aws-credentials-refused-by-text",
    ),
    "a passkey that the browser did not give": (
        "NotAllowedError: The operation either timed out or was not allowed.",
        "passkey-not-given",
    ),
    "a verifier that does not fit": (
        '{"error":"invalid_grant","error_description":"code_verifier does not match"}',
        "pkce-mismatch",
    ),
    "a method that CORS does not allow": (
        (
            "Access to fetch at 'https://api.example.com/x' from origin "
            "'http://localhost:3000' has been "
            "blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in "
            "preflight response."
        ),
        "cors-method-not-allowed",
    ),
    "another origin": (
        (
            "Access to fetch at 'https://api.example.com/x' from origin "
            "'http://localhost:3000' has been "
            "blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value "
            "'https://example.com' that is not equal to the supplied origin."
        ),
        "cors-origin-wrong",
    ),
    "an HTTP API that denies": (
        'HTTP/2 403\napigw-requestid: x=\n\n{"message":"Forbidden"}',
        "http-api-forbidden",
    ),
    "a token that was cut off": (
        (
            "HTTP/2 401\n\n"
            '{"message":"Unauthorized"}\n\nAuthorization: Bearer eyJraWQiOiJleGFtcGxlIn0.eyJzdWI...'
        ),
        "token-cut-off",
    ),
}


@pytest.mark.parametrize(("name", "message", "cause"), CASES.values(), ids=CASES.keys())
def test_an_exception_leads_to_its_cause(name: str, message: str, cause: str) -> None:
    body = json.dumps({"__type": name, "message": message})
    assert examine_paste(None, Pasted(text=body)).causes[0].id == cause


@pytest.mark.parametrize(("text", "cause"), TEXT_CASES.values(), ids=TEXT_CASES.keys())
def test_a_text_leads_to_its_cause(text: str, cause: str) -> None:
    assert examine_paste(None, Pasted(text=text)).causes[0].id == cause


def user_facing() -> list[tuple[str, str]]:
    """Return (operation, exception) of every operation that needs no AWS credentials."""
    model = Session().get_service_model("cognito-idp")
    operations = [model.operation_model(name) for name in model.operation_names]
    return [
        (operation.name, shape.name)
        for operation in operations
        if operation.auth_type == "none"
        for shape in operation.error_shapes
    ]


def test_there_are_operations_to_walk() -> None:
    assert len({operation for operation, _ in user_facing()}) > 25


@pytest.mark.parametrize(
    ("operation", "name"), user_facing(), ids=lambda value: str(value).removesuffix("Exception")
)
def test_every_exception_of_a_users_operation_is_known(operation: str, name: str) -> None:
    line = f"An error occurred ({name}) when calling the {operation} operation: It failed."
    consultation = examine_paste(None, Pasted(text=line))
    told = f"{name} is AWS's exception, and there is nothing special to know about it"
    assert consultation.causes or consultation.next_step.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        '{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized."}]}',
        '{"__type":"ResourceNotFoundException","message":"Requested resource not found"}',
        '{"__type":"LimitExceededException","message":"Too many of them"}',
        '{"__type":"ServiceUnavailableException","message":"Try again"}',
        "Somebody wrote: the incoming token has expired",
    ],
)
def test_a_name_that_other_services_use_or_hearsay_proves_nothing(text: str) -> None:
    causes = examine_paste(None, Pasted(text=text)).causes
    assert [each.id for each in causes if each.strength is Strength.CERTAIN] == []
