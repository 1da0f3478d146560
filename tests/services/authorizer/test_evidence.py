"""Evidence: every statement has a source that exists, or says that it is not verified."""

import pytest

from services.authorizer.checks import CHECKS
from services.authorizer.differences import LOCAL_DIFFERENCES
from services.authorizer.evidence import (
    SOURCES,
    Confidence,
    Evidence,
    documented,
    inferred,
    not_verified,
)
from services.authorizer.table.table import SCENARIOS

STATEMENTS = [
    *(pytest.param(check.evidence, id=f"check {check.id}") for check in CHECKS),
    *(pytest.param(each.evidence, id=f"difference {each.id}") for each in LOCAL_DIFFERENCES),
    *(pytest.param(each.evidence, id=f"scenario {each.id}") for each in SCENARIOS),
]


@pytest.mark.parametrize("evidence", STATEMENTS)
def test_a_statement_has_a_source_that_exists_or_is_not_verified(evidence: Evidence) -> None:
    assert set(evidence.sources) <= SOURCES.keys()
    assert evidence.sources or evidence.confidence is Confidence.NOT_VERIFIED


def test_every_source_is_an_address() -> None:
    assert all(address.startswith(("https://", "http://")) for address in SOURCES.values())


def test_the_address_is_that_of_the_first_source_and_empty_without_one() -> None:
    assert documented("D10", "D24").address == (
        "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html"
    )
    assert not_verified().address == ""


def test_confidence_is_told_in_plain_words() -> None:
    assert [each.value for each in Confidence] == [
        "documented",
        "several reports",
        "one report",
        "inferred",
        "not verified",
    ]
    assert inferred("D2").confidence is Confidence.INFERRED
