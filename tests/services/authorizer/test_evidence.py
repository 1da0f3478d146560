"""Evidence: every statement has a source that exists, or says why it has none."""

import re

import pytest

from services.authorizer.check_text import CheckText
from services.authorizer.checks import CHECKS
from services.authorizer.differences import LOCAL_DIFFERENCES
from services.authorizer.evidence import (
    SOURCES,
    Confidence,
    Evidence,
    documented,
    inferred,
    not_verified,
    one_report,
)
from services.scenarios.table.table import BY_ID, SCENARIOS

STATEMENTS = [
    *(pytest.param(check.evidence, id=f"check {check.id}") for check in CHECKS),
    *(pytest.param(each.evidence, id=f"difference {each.id}") for each in LOCAL_DIFFERENCES),
    *(pytest.param(each.evidence, id=f"scenario {each.id}") for each in SCENARIOS),
]


@pytest.mark.parametrize("evidence", STATEMENTS)
def test_a_statement_has_a_source_that_exists_or_says_why_it_has_none(evidence: Evidence) -> None:
    assert set(evidence.sources) <= SOURCES.keys()
    may_have_none = (Confidence.NOT_VERIFIED, Confidence.ONE_REPORT)
    assert evidence.sources or evidence.confidence in may_have_none


@pytest.mark.parametrize(
    ("scenario_id", "evidence"),
    [
        pytest.param(
            "expired-access-on-scoped", not_verified("report: expired token"), id="expired"
        ),
        pytest.param("unknown-stage", one_report("report: unknown stage"), id="a wrong stage"),
        pytest.param(
            "bad-token-and-bad-key",
            not_verified("api gateway: gateway responses"),
            id="which of two comes first",
        ),
        pytest.param(
            "good-token-and-bad-key",
            inferred("re:Post: 403 of an API", "api gateway: gateway responses"),
            id="a key behind a token",
        ),
    ],
)
def test_a_report_is_named_or_the_answer_counts_as_not_verified(
    scenario_id: str, evidence: Evidence
) -> None:
    assert BY_ID[scenario_id].evidence == evidence


def test_no_check_difference_or_scenario_has_a_report_without_a_name() -> None:
    reports = (Confidence.ONE_REPORT, Confidence.SEVERAL_REPORTS)
    stated = [evidence for each in STATEMENTS for evidence in each.values]
    assert [each for each in stated if each.confidence in reports and not each.sources] == []


def test_every_source_is_an_address() -> None:
    addresses = [source.address for source in SOURCES.values()]
    assert all(address.startswith(("https://", "http://")) for address in addresses)
    assert len(set(addresses)) == len(addresses), "one name per page"


def test_every_source_has_a_readable_name_and_says_what_it_tells() -> None:
    for name, source in SOURCES.items():
        assert re.fullmatch(r"[a-z][a-zA-Z: ]*: \S.+\S", name), name
        assert source.title, name


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        pytest.param(one_report(), "source not named", id="a report that has no public name"),
        pytest.param(not_verified(), "no source found", id="nobody tells of it"),
    ],
)
def test_why_there_is_no_address_is_said(evidence: Evidence, words: str) -> None:
    assert evidence.without_address == words


def test_the_address_is_that_of_the_first_source_and_empty_without_one() -> None:
    assert documented("lambda: errors behind api gateway", "re:Post: 500 of an API").address == (
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
    assert inferred("api gateway: cognito overview").confidence is Confidence.INFERRED


@pytest.mark.parametrize("check", [pytest.param(check, id=check.id) for check in CHECKS])
def test_a_check_is_explained_in_one_sentence(check: CheckText) -> None:
    assert check.explanation.endswith(".")
    assert ". " not in check.explanation
