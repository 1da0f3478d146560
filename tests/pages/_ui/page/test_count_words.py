"""One thing is not told in the plural."""

import pytest

from pages._ui.page.count_words import count_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(0, "0 changes", id="none"),
        pytest.param(1, "1 change", id="one"),
        pytest.param(2, "2 changes", id="two"),
    ],
)
def test_a_count_fits_its_noun(number: int, words: str) -> None:
    assert count_words(number, "change") == words
