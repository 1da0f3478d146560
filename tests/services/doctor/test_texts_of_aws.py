"""Texts of AWS that were read too narrowly or too surely: which cause comes first, and how sure."""

import json

import pytest

from services.doctor.cause import Strength
from services.doctor.complaint import Complaint
from services.doctor.diagnosis import diagnose
from services.doctor.readers.reading import read_paste
from services.doctor.symptom import Symptom, symptom_of_reading
from tests.services.doctor.test_diagnosis import API, answer, envelope
from tests.services.tokens.forge import ID_CLAIMS, ISSUER, unsigned

CERTAIN, LIKELY, POSSIBLE = Strength.CERTAIN, Strength.LIKELY, Strength.POSSIBLE
TEMPORARY = Symptom(user_status="FORCE_CHANGE_PASSWORD")
NOTHING_KNOWN = Symptom()
ROLE = "arn:aws:sts::111122223333:assumed-role/trigger/trigger"
API_ARN = "arn:aws:execute-api:us-east-1:********3333:api1/demo/GET/x"
POOL_ARN = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Lab"
BARE_TOKEN = (
    "Authorization header requires 'Credential' parameter. Authorization header requires "
    "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    "Authorization=eyJraWQiOiJ4In0.eyJzdWIiOiJ4In0.c2ln"
)
UPDATED_ISSUER = ISSUER.replace("cognito-idp.", "issuer-cognito-idp.")


def cognito(name: str, message: str) -> str:
    return json.dumps({"__type": name, "message": message})


def denied(principal: str, action: str, resource: str, more: str = "") -> str:
    return f"User: {principal} is not authorized to perform: {action} on resource: {resource}{more}"


CASES = {
    "a token without Bearer, sent to no method": (
        answer(403, BARE_TOKEN, "IncompleteSignatureException"),
        NOTHING_KNOWN,
        ("read-as-aws-signature", LIKELY, "AWS_IAM"),
    ),
    "a resource policy that does not name the caller": (
        answer(403, denied("anonymous", "execute-api:Invoke", API_ARN), "AccessDeniedException"),
        NOTHING_KNOWN,
        ("resource-policy", LIKELY, "anonymous is not allowed execute-api:Invoke on arn:aws"),
    ),
    "a preflight that a mock cannot read": (
        answer(500, "Internal server error", "InternalServerErrorException"),
        Symptom(http_method="OPTIONS", path="/my-api", complaint=Complaint.NO_BROWSER_ANSWER),
        ("options-mock-fails", LIKELY, "every body as binary"),
    ),
    "a resource policy that denies explicitly": (
        answer(
            403,
            denied("anonymous", "execute-api:Invoke", API_ARN, " with an explicit deny"),
            "AccessDeniedException",
        ),
        NOTHING_KNOWN,
        ("resource-policy", LIKELY, "resource policy does not allow its caller"),
    ),
    "a signed caller without permission": (
        answer(403, denied(ROLE, "execute-api:Invoke", API_ARN), "AccessDeniedException"),
        NOTHING_KNOWN,
        ("resource-policy", LIKELY, "The call was signed with AWS keys"),
    ),
    "a trigger's role, not the sign-in function's": (
        cognito("AccessDeniedException", denied(ROLE, "cognito-idp:CreateGroup", POOL_ARN)),
        NOTHING_KNOWN,
        ("role-lacks-action", CERTAIN, f"{ROLE} is not allowed cognito-idp:CreateGroup"),
    ),
    "403 of an unknown origin": (
        answer(403, "Access denied", "AccessDeniedException"),
        NOTHING_KNOWN,
        ("insufficient-scope", POSSIBLE, "A Lambda authorizer and a resource policy"),
    ),
    "Forbidden names all that says so": (
        answer(403, "Forbidden", "ForbiddenException"),
        NOTHING_KNOWN,
        ("key-or-stage", LIKELY, "AWS WAF, a switched-off default endpoint"),
    ),
    "500 names all that says so": (
        answer(500, "Internal server error", "InternalServerErrorException"),
        NOTHING_KNOWN,
        ("no-lambda-permission", LIKELY, "the function is gone or throttled"),
    ),
    "a function that is too slow": (
        answer(504, "Endpoint request timed out"),
        NOTHING_KNOWN,
        ("function-timed-out", CERTAIN, "29 seconds by default"),
    ),
    "an expired temporary password": (
        cognito(
            "NotAuthorizedException",
            "Temporary password has expired and must be reset by an administrator.",
        ),
        NOTHING_KNOWN,
        ("temporary-password-expired", CERTAIN, "Temporary password has expired"),
    ),
    "an expired temporary password in the older words": (
        cognito(
            "NotAuthorizedException",
            "User account has expired, it must be reset by an administrator.",
        ),
        NOTHING_KNOWN,
        ("temporary-password-expired", CERTAIN, "User account has expired"),
    ),
    "a wrong temporary password, in Cognito's words": (
        cognito("NotAuthorizedException", "Incorrect username or password."),
        TEMPORARY,
        ("wrong-password", LIKELY, "Incorrect username or password"),
    ),
    "an expired temporary password, in the sign-in API's words": (
        envelope(401, "10023", "The username or password is incorrect"),
        TEMPORARY,
        ("temporary-password-expired", LIKELY, "FORCE_CHANGE_PASSWORD"),
    ),
    "too many attempts at one operation": (
        cognito("LimitExceededException", "Attempt limit exceeded, please try after some time."),
        NOTHING_KNOWN,
        ("cognito-throttles", CERTAIN, "too many attempts at this operation"),
    ),
    "too many sign-ins": (
        cognito("TooManyRequestsException", "Rate exceeded"),
        NOTHING_KNOWN,  # Lambda and API Gateway name their throttle alike
        ("cognito-throttles", LIKELY, "than the account may make in this Region"),
    ),
    "a flow that is not enabled, in the admin's words": (
        cognito("InvalidParameterException", "Auth flow not enabled for this client"),
        NOTHING_KNOWN,
        ("flow-not-enabled", CERTAIN, "Auth flow not enabled for this client"),
    ),
    "a flow that is not enabled, in the public API's words": (
        cognito("InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"),
        NOTHING_KNOWN,
        ("flow-not-enabled", CERTAIN, "USER_PASSWORD_AUTH flow not enabled"),
    ),
    "a refresh token that has expired, not an access token": (
        cognito("NotAuthorizedException", "Refresh Token has expired"),
        NOTHING_KNOWN,
        ("refresh-refused", CERTAIN, "Refresh Token has expired"),
    ),
    "an authorizer that cannot be used": (
        answer(500, "Internal server error", "AuthorizerConfigurationException"),
        NOTHING_KNOWN,
        ("authorizer-unusable", LIKELY, "A Lambda authorizer that fails"),
    ),
    "a name that is taken": (
        cognito("UsernameExistsException", "User already exists"),
        NOTHING_KNOWN,
        ("name-is-taken", CERTAIN, "belongs to one user of a pool"),
    ),
    "a Lambda authorizer's own words": (
        answer(
            403,
            "User is not authorized to access this resource with an explicit deny",
            "AccessDeniedException",
        ),
        NOTHING_KNOWN,
        ("lambda-authorizer-denied", LIKELY, "names one method only"),
    ),
    "AWS WAF before the user pool": (
        cognito("ForbiddenException", "Request not allowed due to WAF block."),
        NOTHING_KNOWN,
        ("pool-behind-waf", CERTAIN, "web ACL"),
    ),
    "an administrator who asks for a user that is not there": (
        (
            "An error occurred (UserNotFoundException) when calling the AdminGetUser operation: "
            "User does not exist."
        ),
        NOTHING_KNOWN,
        ("user-not-found", CERTAIN, "verified alias"),
    ),
    "a pool with the updated issuer": (
        answer(401, "Unauthorized", "UnauthorizedException"),
        Symptom(
            api=API,
            http_method="GET",
            path="/one",
            token=unsigned({**ID_CLAIMS, "iss": UPDATED_ISSUER, "aud": "another"}),
        ),
        ("other-pool", CERTAIN, "the updated form of an issuer"),
    ),
}


@pytest.mark.parametrize(("text", "known", "expected"), CASES.values(), ids=CASES.keys())
def test_the_first_cause_is_right_and_no_surer_than_it_may_be(
    text: str, known: Symptom, expected: tuple[str, Strength, str]
) -> None:
    first = diagnose(symptom_of_reading(read_paste(text), known))[0]
    cause, strength, words = expected
    assert (first.id, first.strength) == (cause, strength)
    assert words in " ".join(first.because)
    assert "eyJ" not in repr(first.because)
