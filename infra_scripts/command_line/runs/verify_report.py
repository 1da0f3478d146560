"""What `verify` prints and writes: a line per scenario, the summary, and JUnit XML."""

from collections.abc import Sequence

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from infra_scripts.command_line.terminal import say
from services.scenarios.report import (
    RunFacts,
    count_words,
    counts,
    decided_words,
    observed_words,
    why,
)
from services.scenarios.runner import Outcome, ScenarioResult

_SHOWN = {
    Outcome.SAME: ("same", None),
    Outcome.KNOWN_DIFFERENCE: ("known", "yellow"),
    Outcome.DIFFERENT: ("DIFFERENT", "red"),
    Outcome.NOT_RUN: ("not run", "yellow"),
}
_ID_WIDTH, _WORD_WIDTH, _EXPECTED_WIDTH, _DECIDED_WIDTH = 32, 9, 34, 20


def show_result(result: ScenarioResult) -> None:
    """Print one line: outcome, id, expected on AWS, decided, observed; and why, if not the same."""
    word, colour = _SHOWN[result.outcome]
    scenario = result.scenario
    columns = (
        word.ljust(_WORD_WIDTH),
        scenario.id.ljust(_ID_WIDTH),
        scenario.expected.words[:_EXPECTED_WIDTH].ljust(_EXPECTED_WIDTH),
        decided_words(result).ljust(_DECIDED_WIDTH),
        observed_words(result)[:_EXPECTED_WIDTH],
    )
    say("  ".join(columns).rstrip(), colour)
    if reason := why(result):
        say(f"{' ' * _WORD_WIDTH}  {reason}", colour)


def show_summary(results: Sequence[ScenarioResult], facts: RunFacts) -> bool:
    """Print the summary and tell whether something differs that should not."""
    said = ", ".join(count_words(*each) for each in counts(results).items() if each[1])
    noun = "scenario" if len(results) == 1 else "scenarios"
    say(f"{len(results)} {noun} on {facts.cloud} in {facts.duration_seconds:.1f} s: {said}.")
    trouble = [result.scenario.id for result in results if result.is_trouble]
    if trouble:
        say(f"Unexpected: {', '.join(trouble)}.", "red")
        say("The check-up on the page Response doctor looks for the setting that causes it.")
    return bool(trouble)


def junit_xml(results: Sequence[ScenarioResult], facts: RunFacts) -> str:
    """Return the run as JUnit XML: differences are failures, what was not run is skipped."""
    suite = TestSuite(f"authorizer-lab {facts.cloud} {facts.stack}")
    suite.add_testcases([_case(result) for result in results])
    suite.time = round(facts.duration_seconds, 3)
    xml = JUnitXml("authorizer-lab")
    xml.add_testsuite(suite)
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode()


def _case(result: ScenarioResult) -> TestCase:
    seconds = result.exchange.duration_ms / 1000 if result.exchange else 0.0
    case = TestCase(result.scenario.id, f"authorizer.{result.scenario.group.name.lower()}", seconds)
    if result.outcome is Outcome.DIFFERENT:
        case.result = [Failure(why(result))]
    elif result.outcome is Outcome.NOT_RUN:
        case.result = [Skipped(why(result))]
    elif result.difference is not None:
        case.system_out = why(result)
    return case
