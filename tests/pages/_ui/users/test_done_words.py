"""What the message after a change says."""

import pytest

from pages._ui.users.done_words import done_words
from services.users.changes.change import Change


@pytest.mark.parametrize(
    ("action", "label", "sentence"),
    [
        pytest.param("resend", "Resend", "The invitation was sent to cleo again.", id="a sentence"),
        pytest.param("disable", "Disable", "cleo was disabled.", id="who comes first"),
        pytest.param("look", "Look {at}", "Done. Look {at}: cleo", id="one without a sentence"),
    ],
)
def test_a_change_is_told_as_a_sentence(action: str, label: str, sentence: str) -> None:
    assert done_words(Change(action=action, label=label, target="cleo", calls=())) == sentence


def test_a_name_with_braces_stays_as_it_is() -> None:
    change = Change(action="enable", label="Enable", target="{who}", calls=())
    assert done_words(change) == "{who} was enabled."
