"""What a check found, in a sentence."""

import pytest

from pages._ui.users.files.import_words import listed, summary_words
from services.users.csv_files.checking.import_plan import PlannedOutcome


@pytest.mark.parametrize(
    ("create", "update", "skip", "refused", "said"),
    [
        pytest.param(
            48, 3, 2, 5,
            "**48 users** would be created, **3** would be updated, **2** would be skipped, "
            "**5 rows** would be refused. Nothing was sent.",
            id="all of them",
        ),
        pytest.param(
            1, 0, 0, 1,
            "**1 user** would be created, **1 row** would be refused. Nothing was sent.",
            id="one of each",
        ),
        pytest.param(0, 0, 0, 0, "**0 users** would be created. Nothing was sent.", id="none"),
    ],
)  # fmt: skip
def test_the_counts_are_a_sentence(
    create: int, update: int, skip: int, refused: int, said: str
) -> None:
    counts = dict(zip(PlannedOutcome, (create, update, skip, refused), strict=True))
    assert summary_words(counts) == said


def test_of_many_names_the_first_are_told() -> None:
    assert listed(("a", "b")) == "a, b"
    assert listed([str(number) for number in range(5)], most=2) == "0, 1 and 3 more"
