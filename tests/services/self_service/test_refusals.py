"""Each refusal has its meaning; one that nobody knows has none."""

import pytest

from services.errors import AwsError
from services.self_service.refusals import meaning_of


def refusal(code: str, text: str = "") -> AwsError:
    return AwsError(f"AWS refused it: {text} ({code}).", code=code)


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (refusal("UsernameExistsException"), "has this username already"),
        (refusal("LimitExceededException", "Attempt limit exceeded"), "Too many attempts"),
        (refusal("NotAuthorizedException", "Access Token has expired"), "no longer takes"),
        (refusal("NotAuthorizedException", "Incorrect username or password"), "old password"),
        (refusal("InvalidParameterException", "Invalid email address format"), "form of a value"),
    ],
)
def test_a_refusal_is_told_in_plain_words(error: AwsError, part: str) -> None:
    meaning = meaning_of(error)
    assert meaning is not None
    assert part in meaning.means


def test_an_unknown_refusal_is_not_explained() -> None:
    assert meaning_of(refusal("NotAuthorizedException", "Something new")) is None
    assert meaning_of(refusal("InternalErrorException")) is None
