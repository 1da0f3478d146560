"""How sure a statement about AWS is, in words a reader takes at face value."""

import pytest

from pages._ui.evidence.evidence_words import evidence_html, evidence_words
from services.authorizer.evidence import (
    Evidence,
    documented,
    inferred,
    not_verified,
    one_report,
    several_reports,
)


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (documented("api gateway: cognito authorizer"), "documented by AWS"),
        (
            several_reports("report: ID token accepted, access token refused"),
            "several field reports",
        ),
        (one_report("report: ID token accepted, access token refused"), "one field report"),
        (inferred("api gateway: cognito authorizer"), "inferred, not verified on AWS"),
        (not_verified(), "not verified on AWS"),
    ],
    ids=["documented", "several reports", "one report", "inferred", "not verified"],
)
def test_what_is_not_known_of_aws_is_said(evidence: Evidence, words: str) -> None:
    assert evidence_words(evidence) == words


def test_the_words_lead_to_the_first_source_when_there_is_one() -> None:
    assert evidence_html(not_verified()) == "not verified on AWS"
    assert evidence_html(documented("cognito: token revocation")) == (
        '<a href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html" '
        'target="_blank" rel="noreferrer noopener">documented by AWS</a>'
    )
