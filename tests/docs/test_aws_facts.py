"""docs/aws-facts.md and the code say the same of AWS: sources, confidence, what nobody verified."""

import re
from pathlib import Path

import pytest

from services.authorizer.differences import LOCAL_DIFFERENCES, OPEN_QUESTIONS
from services.authorizer.evidence import SOURCES, Confidence
from services.scenarios.scenario import Scenario
from services.scenarios.table.table import SCENARIOS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "aws-facts.md").read_text(encoding="utf-8")
STATEMENTS, _, SOURCE_LIST = PAGE.partition("\n## Sources\n")
ROWS = {
    cells[0]: cells[1:]
    for line in STATEMENTS.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split(" | ")]) == 4
}
# A cell of the grid on the open method shows that method; its line's fact stands elsewhere.
SHOWN = [each for each in SCENARIOS if each.fact and each.column != "open"]


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_stands_in_the_document_with_its_address(name: str) -> None:
    source = SOURCES[name]
    assert f"| {name} | {source.title} | {source.address} |" in SOURCE_LIST
    assert f"\n[{name}]: {source.address}\n" in SOURCE_LIST


def test_the_document_lists_no_other_source() -> None:
    listed = re.findall(r"^\| (\S.*?) \| .*? \| http", SOURCE_LIST, re.MULTILINE)
    assert listed == list(SOURCES)


def test_every_source_is_named_by_a_statement_and_no_statement_names_another() -> None:
    assert set(re.findall(r"\[([^\]]+)\]\[\]", STATEMENTS)) == set(SOURCES)


@pytest.mark.parametrize("confidence", Confidence)
def test_every_word_of_confidence_is_explained(confidence: Confidence) -> None:
    rows = section("How sure a statement is")
    assert re.search(rf"^\| {confidence.value} \| \S.+ \|$", rows, re.MULTILINE)


def test_every_statement_says_how_sure_it_is_and_where_it_comes_from() -> None:
    words = {confidence.value for confidence in Confidence}
    for what, (_, sure, sources) in ROWS.items():
        if sure == "how sure":
            continue
        assert set(sure.split(", ")) <= words, what
        assert sources in ("source not named", "none found") or "[" in sources, what
        assert (sources == "none found") <= (sure == "not verified"), what


@pytest.mark.parametrize("scenario", SHOWN, ids=lambda scenario: scenario.id)
def test_the_fact_that_a_scenario_shows_is_told_with_its_sources(scenario: Scenario) -> None:
    _, sure, sources = ROWS[scenario.fact]
    assert scenario.evidence.confidence.value in sure.split(", ")
    assert [name for name in scenario.evidence.sources if f"[{name}][]" not in sources] == []


@pytest.mark.parametrize("question", OPEN_QUESTIONS)
def test_what_nobody_has_verified_is_listed(question: str) -> None:
    assert f"\n- {question}\n" in section("Never verified on AWS") + "\n"


def test_the_document_on_the_local_engine_has_the_words_of_the_differences() -> None:
    page = (ROOT / "docs" / "local-engine.md").read_text(encoding="utf-8")
    for each in LOCAL_DIFFERENCES:
        sure = each.evidence.confidence.value
        assert f"| {each.topic} | {each.locally} | {each.on_aws} | {sure} |" in page
