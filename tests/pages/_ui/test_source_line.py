"""The line that tells how sure a statement is: AWS keeps its capitals, links keep their names."""

import pytest

from pages._ui.source_line import source_words
from services.authorizer.evidence import Evidence, inferred, not_verified, one_report

GUIDE = (
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
    "apigateway-enable-cognito-user-pool.html"
)


def shown(evidence: Evidence) -> str:
    return source_words(evidence).replace("\\", "")


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        pytest.param(
            inferred("D1"),
            f"Inferred, not verified on AWS · [docs.aws.amazon.com]({GUIDE})",
            id="inferred",
        ),
        pytest.param(not_verified(), "Not verified on AWS · no source found", id="nothing known"),
    ],
)
def test_a_source_is_told_in_one_line(evidence: Evidence, words: str) -> None:
    assert shown(evidence) == words


def test_a_report_without_a_public_name_is_told_as_such() -> None:
    assert shown(one_report()).endswith("report · source not named")
