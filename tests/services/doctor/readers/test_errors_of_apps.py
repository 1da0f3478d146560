"""What apps and their SDKs print of a refusal: the exception, its sentence, what is nobody's."""

import pytest

from services.doctor.readers.reading import read_paste
from services.doctor.readers.sentences.status_words import WORDS

REFUSED = 400
SWIFT = (
    "error: notAuthorizedException(NotAuthorizedException(_headers: Optional("
    "Content-Type: application/x-amz-json-1.1, \nx-amzn-ErrorType: NotAuthorizedException:, \n"
    "x-amzn-ErrorMessage: Refresh Token has been revoked, \nConnection: keep-alive), "
    "_statusCode: Optional(http_status_400)"
)
SWIFT_MESSAGE = (
    'UserNotConfirmedException(_headers: Optional(x), message: Optional("User is not confirmed."))'
)
RUBY = (
    "Aws::CognitoIdentityProvider::Errors::UserNotFoundException: User does not exist.\n"
    "\tfrom /app/models/user.rb:12"
)
JAVA_2 = (
    "Failed: Invalid Refresh Token (Service: CognitoIdentityProvider, Status Code: 400, "
    "Request ID: 1)"
)
NET = (
    "Amazon Information: 2 : LimitExceededException making request ResendConfirmationCodeRequest "
    "to https://cognito-idp.us-west-2.amazonaws.com/. Attempting retry 3 of 4.\n"
    "System.Net.WebException: The remote server returned an error: (400) Bad Request."
)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        pytest.param(
            SWIFT, "NotAuthorizedException", "Refresh Token has been revoked", id="headers of Swift"
        ),
        pytest.param(
            SWIFT_MESSAGE, "UserNotConfirmedException", "User is not confirmed.", id="Optional"
        ),
        pytest.param(RUBY, "UserNotFoundException", "User does not exist.", id="Ruby"),
        pytest.param(JAVA_2, "", "Invalid Refresh Token", id="Java, no name"),
        pytest.param(NET, "LimitExceededException", "", id=".NET's log"),
    ],
)
def test_the_sentence_of_an_sdks_error_is_read(text: str, error: str, message: str) -> None:
    reading = read_paste(text)
    assert reading.status == REFUSED
    assert [each.error for each in reading.excerpts if each.body][:1] == [error]
    assert message in reading.body


def test_the_retries_log_of_net_names_its_operation() -> None:
    assert read_paste(NET).operation == "ResendConfirmationCode"


def test_an_exception_that_a_sentence_names_is_hearsay() -> None:
    reading = read_paste("Now and then I get a CodeMismatchException and do not know why")
    assert reading.is_hearsay
    assert "CodeMismatchException" in reading.body


def test_two_exceptions_that_sentences_name_are_none() -> None:
    text = "I get a CodeMismatchException, and my friend gets an ExpiredCodeException here"
    assert read_paste(text).body == ""


@pytest.mark.parametrize(
    "text",
    [
        "SignedOutException: You are currently signed out.",
        "InvalidStateException: There is already a user signed in.",
        "DOMException: The user aborted a request.",
    ],
)
def test_an_exception_of_a_library_is_no_answer_of_aws(text: str) -> None:
    reading = read_paste(text)
    assert reading.status is None
    assert reading.says == (text,)


def test_an_oauth_error_of_an_address_whose_beginning_is_cut_is_read() -> None:
    reading = read_paste("localhost:3000/cb?error_description=invalid_scope&error=invalid_request")
    assert "invalid_scope" in reading.body + " ".join(reading.says)


def test_the_line_of_an_error_beside_a_bare_status_is_kept() -> None:
    text = (
        "POST https://cognito-idp.eu-west-2.amazonaws.com/ 400 (Bad Request)\n"
        "ERROR Unable to verify secret hash for client 2example"
    )
    reading = read_paste(text)
    assert (reading.status, [each.form for each in reading.excerpts][-1:]) == (REFUSED, [WORDS])
    assert "Unable to verify secret hash" in " ".join(reading.says)


def test_a_timeout_while_fetching_is_no_answer() -> None:
    text = "Timeout error fetching information from https://cognito-idp.us-west-2.amazonaws.com/"
    assert read_paste(text).is_unanswered


@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        ("Incorrect username or password.", "NotAuthorizedException"),
        ("User pool client 1example does not exist.", "ResourceNotFoundException"),
        ("User pool client 1example doesn't exist", "ResourceNotFoundException"),
        ("Invalid verification code provided, please try again.", "CodeMismatchException"),
        ("Invalid code provided, please request a code again.", "ExpiredCodeException"),
        ("An account with the given email already exists.", "UsernameExistsException"),
        ("Password did not conform with policy: Password not long enough", "InvalidPassword"),
        ("Attempt limit exceeded, please try after some time.", "LimitExceededException"),
    ],
)
def test_a_sentence_of_cognito_that_people_quote_has_its_name(sentence: str, error: str) -> None:
    reading = read_paste(f'When my users sign in they get "{sentence}" and I do not know why')
    assert reading.is_hearsay
    assert error in reading.body
    assert sentence in reading.body


def test_a_sentence_that_others_say_too_has_no_name() -> None:
    assert read_paste("My app says the user is not there, and the code is wrong").body == ""


def test_a_namespace_of_net_is_no_log_of_a_lambda_function() -> None:
    text = (
        'I get "Refresh Token has been revoked ---> Amazon.Runtime.Internal.'
        "HttpErrorResponseException: Exception of type 'HttpErrorResponseException' was thrown\""
    )
    reading = read_paste(text)
    assert [each.form for each in reading.excerpts] == [WORDS]
    assert "NotAuthorizedException" in reading.body
