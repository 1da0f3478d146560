"""What was said wrong of AWS once, and is said right now: by the facts' page and by the doctor."""

import json
import re
from pathlib import Path

import pytest

from services.doctor.consultation import Pasted, examine_paste

PAGE = (Path(__file__).resolve().parents[2] / "docs/aws-facts.md").read_text(encoding="utf-8")


def gateway(status: int, message: str, error_type: str = "") -> str:
    kind = f"x-amzn-errortype: {error_type}\n" if error_type else ""
    return f"HTTP/2 {status}\n{kind}\n{json.dumps({'message': message})}"


def cognito(name: str, message: str) -> str:
    return json.dumps({"__type": name, "message": message})


DENIED = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:x"
BARE = "Authorization header requires 'Credential' parameter."
# A text of AWS, the cause that comes first, and words of what is said of it.
TOLD = {
    "a denial names its action": (gateway(403, DENIED), "resource-policy", "resource policy"),
    "a bare token has a text of its own": (
        gateway(403, BARE, "IncompleteSignatureException"),
        "read-as-aws-signature",
        "AWS_IAM",
    ),
    "an expired temporary password has one, too": (
        cognito(
            "NotAuthorizedException",
            "Temporary password has expired and must be reset by an administrator.",
        ),
        "temporary-password-expired",
        "must be reset",
    ),
    "a 403 has more reasons than key and stage": (
        gateway(403, "Forbidden", "ForbiddenException"),
        "key-or-stage",
        "AWS WAF, a switched-off default endpoint, a private API",
    ),
    "a 500 is no missing permission alone": (
        gateway(500, "Internal server error", "InternalServerErrorException"),
        "no-lambda-permission",
        "the function is gone or throttled",
    ),
    "504": (gateway(504, "Endpoint request timed out"), "function-timed-out", "29 seconds"),
    "413": (gateway(413, "Request Too Long"), "body-too-large", "10 MB"),
    "415": (gateway(415, "Unsupported Media Type"), "media-type-unknown", "Content-Type"),
    "a user pool behind AWS WAF is no group's refusal": (
        cognito("ForbiddenException", "Request not allowed due to WAF block."),
        "pool-behind-waf",
        "web ACL",
    ),
    "too many attempts at one operation": (
        cognito("LimitExceededException", "Attempt limit exceeded, please try after some time."),
        "cognito-throttles",
        "too many attempts at this operation",
    ),
    "a TOTP code that was used": (
        cognito("ExpiredCodeException", "Your software token has already been used once."),
        "code-expired",
        "already been used once",
    ),
    "a flow that is off, in the administrator's words": (
        cognito("InvalidParameterException", "Auth flow not enabled for this client"),
        "flow-not-enabled",
        "Auth flow not enabled",
    ),
    "a reused refresh token is a refusal": (
        cognito("RefreshTokenReuseException", "Refresh token reuse detected"),
        "refresh-token-reused",
        "rotation",
    ),
    "a throttle counts for the account, too": (
        (
            "An error occurred (TooManyRequestsException) when calling the AdminInitiateAuth "
            "operation: Rate exceeded"
        ),
        "cognito-throttles",
        "120 a second",
    ),
    "sign-up with an alias tells no names": (
        cognito("UsernameExistsException", "User already exists"),
        "name-is-taken",
        "",
    ),
}


@pytest.mark.parametrize(("text", "cause", "words"), TOLD.values(), ids=TOLD.keys())
def test_the_doctor_says_it_right(text: str, cause: str, words: str) -> None:
    first = examine_paste(None, Pasted(text=text)).causes[0]
    assert first.id == cause
    assert words.lower() in " ".join((first.cause.title, *first.because, first.cause.fix)).lower()


def test_sign_up_with_an_alias_is_told_apart() -> None:
    text = cognito("UsernameExistsException", "User already exists")
    told = {each.id: each.because for each in examine_paste(None, Pasted(text=text)).causes}
    assert "Where users sign up with an e-mail address" in told["user-enumeration"][0]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("trigger of version 2 or 3 adds scopes", id="a trigger adds scopes"),
        pytest.param("GetClientToken", id="GetClientToken grants no scope of a user"),
        pytest.param("updated issuer|issuer-cognito-idp", id="two forms of an issuer"),
        pytest.param("refresh token rotation", id="rotation and the flow that it forbids"),
        pytest.param("an access token that has an aud claim", id="aud of an access token"),
        pytest.param("joined by commas|bare comma", id="groups joined by commas"),
        pytest.param("unknown stage", id="an unknown stage"),
        pytest.param("Which gateway response the texts about a signature", id="INVALID_SIGNATURE"),
        pytest.param("when its authorizer or user pool no longer exists", id="authorizer gone"),
        pytest.param("cookie of managed login stays", id="global sign-out"),
    ],
)
def test_the_page_of_facts_says_it_right(statement: str) -> None:
    assert re.search(statement, PAGE, re.IGNORECASE)
