import pytest

from pages._ui.users.user_status import status_colors, status_labels, status_words
from services.users.directory import UserStatus


@pytest.mark.parametrize("status", [each for each in UserStatus if each is not UserStatus.UNKNOWN])
def test_every_status_of_cognito_has_words_of_its_own(status: UserStatus) -> None:
    words = status_words(status)
    assert words.label != status.value
    assert words.meaning.endswith(".")


def test_a_status_of_the_future_keeps_cognitos_word() -> None:
    assert status_words("FROZEN").label == "FROZEN"


def test_labels_and_colours_belong_together() -> None:
    assert dict(zip(status_labels(), status_colors(), strict=True))["Disabled"] == "red"
