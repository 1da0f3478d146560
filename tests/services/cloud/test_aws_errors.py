"""AWS's errors become ours: each code its class, each failure before an answer its own too."""

from typing import Any

import botocore.exceptions
import pytest
from botocore.exceptions import BotoCoreError, ClientError

from services import errors
from services.cloud.aws_errors import from_botocore, from_client_error


def answer(code: str, message: str = "It is so.", status: int = 400) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, "AdminGetUser")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("UserNotFoundException", errors.UserNotFound),
        ("UsernameExistsException", errors.UserExists),
        ("AliasExistsException", errors.AlreadyExists),
        ("GroupExistsException", errors.AlreadyExists),
        ("ResourceAlreadyExistsException", errors.AlreadyExists),
        ("ResourceConflictException", errors.AlreadyExists),
        ("EntityAlreadyExists", errors.AlreadyExists),
        ("InvalidPasswordException", errors.PasswordRefused),
        ("PasswordHistoryPolicyViolationException", errors.PasswordRefused),
        ("ResourceNotFoundException", errors.ResourceNotFound),
        ("NotFoundException", errors.ResourceNotFound),
        ("NoSuchEntity", errors.ResourceNotFound),
        ("InvalidParameterException", errors.InvalidRequest),
        ("UnsupportedUserStateException", errors.InvalidRequest),
        ("AccessDeniedException", errors.AccessDenied),
        ("ExpiredTokenException", errors.CredentialsRefused),
        ("InvalidClientTokenId", errors.CredentialsRefused),
        ("UnrecognizedClientException", errors.CredentialsRefused),
        ("LimitExceededException", errors.LimitReached),
        ("TooManyRequestsException", errors.Throttled),
        ("ThrottlingException", errors.Throttled),
        ("SomethingNewException", errors.AwsError),
    ],
)
def test_each_code_of_aws_is_a_class_of_ours(code: str, kind: type[errors.AwsError]) -> None:
    error = from_client_error(answer(code))
    assert type(error) is kind
    assert error.message == f"AWS refused AdminGetUser: It is so ({code})."
    assert (error.code, error.operation, error.http_status) == (code, "AdminGetUser", 400)
    assert error.hint.endswith(".")


def test_an_answer_without_code_or_words_is_still_an_error() -> None:
    error = from_client_error(ClientError({}, "AdminGetUser"))
    assert error.message == "AWS refused AdminGetUser: no message (Unknown)."
    assert (error.code, error.http_status) == ("Unknown", None)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Attempt limit exceeded, please try after some time.", "wait a while"),
        ("Maximum number of user pools exceeded", "ask AWS for a higher quota"),
    ],
)
def test_a_limit_of_attempts_passes_by_waiting(text: str, advice: str) -> None:
    error = from_client_error(answer("LimitExceededException", text))
    assert type(error) is errors.LimitReached
    assert advice in error.hint


BEFORE_AN_ANSWER = {
    errors.CloudUnreachable: {
        "ConnectTimeoutError",
        "ConnectionClosedError",
        "ConnectionError",
        "EndpointConnectionError",
        "HTTPClientError",
        "IncompleteReadError",
        "ProxyConnectionError",
        "ReadTimeoutError",
        "ResponseStreamingError",
        "SSLError",
    },
    errors.CredentialsRefused: {
        "CredentialRetrievalError",
        "LoginAuthorizationCodeError",
        "LoginError",
        "LoginInsufficientPermissions",
        "LoginRefreshRequired",
        "LoginTokenLoadError",
        "NoAuthTokenError",
        "NoCredentialsError",
        "PartialCredentialsError",
        "ProfileNotFound",
        "RefreshWithMFAUnsupportedError",
        "SSOError",
        "SSOTokenLoadError",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
        "UnknownCredentialError",
        "UnknownTokenProviderError",
    },
    errors.InvalidRequest: {"ParamValidationError"},
}


def every_botocore_error() -> list[type[BotoCoreError]]:
    return [
        kind
        for kind in vars(botocore.exceptions).values()
        if isinstance(kind, type) and issubclass(kind, BotoCoreError)
    ]


@pytest.mark.parametrize("kind", every_botocore_error(), ids=lambda kind: kind.__name__)
def test_every_failure_of_botocore_has_its_place(kind: type[BotoCoreError]) -> None:
    ours = [each for each, names in BEFORE_AN_ANSWER.items() if kind.__name__ in names]
    error = from_botocore(kind.__new__(kind), "admin_get_user")
    assert type(error) is (ours[0] if ours else errors.AwsError)
    assert (error.code, error.operation) == (kind.__name__, "admin_get_user")


def test_a_validation_message_keeps_what_is_wrong_and_drops_the_value() -> None:
    report = (
        "Invalid type for parameter Password, value: {'my': 'Secret-1'}, type: <class 'dict'>, "
        "valid types: <class 'str'>\n"
        "Invalid length for parameter Username, value: 0, valid min length: 1"
    )
    error = from_botocore(
        botocore.exceptions.ParamValidationError(report=report), "admin_create_user"
    )
    assert "Invalid type for parameter Password" in error.message
    assert "valid min length: 1" in error.message
    assert "Secret-1" not in error.message


@pytest.mark.parametrize(
    "value",
    ["{'a': 'x, type Secret-1'}", "['x, valid Secret-1']", "['x\\nSecret-1']"],
    ids=["a comma and the word type", "a comma and the word valid", "a line break"],
)
def test_a_value_cannot_slip_out_of_its_place_in_the_message(value: str) -> None:
    report = (
        f"Invalid type for parameter Password, value: {value}, type: <class 'dict'>, "
        "valid types: <class 'str'>"
    )
    error = from_botocore(botocore.exceptions.ParamValidationError(report=report), "x")
    assert "Secret-1" not in error.message


def test_a_group_that_is_gone_is_no_missing_part_of_the_stack() -> None:
    error = from_client_error(answer("ResourceNotFoundException", "Group not found."))
    assert error.hint == "Refresh the list: someone may have deleted the group."
