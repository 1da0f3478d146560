"""Results of scenarios as JSON and Markdown, without a token; what pages and files share."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.authorizer.differences import LOCAL_DIFFERENCES, OPEN_QUESTIONS
from services.scenarios.runner import Outcome, ScenarioResult

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """Where and when the scenarios ran; times are epoch seconds."""

    cloud: str
    region: str
    stack: str
    started_at: float
    duration_seconds: float


def counts(results: Sequence[ScenarioResult]) -> dict[str, int]:
    """Return how many scenarios ended in which way, every way named."""
    found = Counter(result.outcome for result in results)
    return {outcome.value: found[outcome] for outcome in Outcome}


def count_words(outcome: str, number: int) -> str:
    """Return for example "4 known differences" or "1 different"."""
    is_plural = outcome == Outcome.KNOWN_DIFFERENCE and number != 1
    return f"{number} {outcome}{'s' if is_plural else ''}"


def as_document(results: Sequence[ScenarioResult], facts: RunFacts) -> dict[str, Any]:
    """Return the run as a JSON document."""
    return {
        "schema": SCHEMA,
        "cloud": facts.cloud,
        "region": facts.region,
        "stack": facts.stack,
        "started_at": _iso(facts.started_at),
        "duration_seconds": round(facts.duration_seconds, 3),
        "counts": counts(results),
        "results": [_result(result) for result in results],
    }


def as_markdown(results: Sequence[ScenarioResult], facts: RunFacts) -> str:
    """Return the run as a page of Markdown: the table, then what differs and what nobody knows."""
    lines = [
        f"# Authorizer scenarios on {facts.cloud}",
        "",
        f"Stack {facts.stack}, region {facts.region}, {_iso(facts.started_at)}, "
        f"{len(results)} scenarios in {facts.duration_seconds:.1f} s: "
        + ", ".join(count_words(*each) for each in counts(results).items())
        + ".",
        "",
        (
            "| scenario | request | expected on AWS | with these settings | observed | outcome "
            "| confidence |"
        ),
        "|---|---|---|---|---|---|---|",
        *(_row(result) for result in results),
    ]
    if facts.cloud == "local":
        lines += ["", "## Where the local engine differs from AWS", ""]
        lines += ["| topic | local engine | AWS | confidence |", "|---|---|---|---|"]
        lines += [
            f"| {_cell(each.topic)} | {_cell(each.locally)} | {_cell(each.on_aws)} "
            f"| {each.evidence.confidence} |"
            for each in LOCAL_DIFFERENCES
        ]
    lines += ["", "## Not verified on AWS by anybody", ""]
    return "\n".join([*lines, *(f"- {question}" for question in OPEN_QUESTIONS), ""])


def decided_words(result: ScenarioResult) -> str:
    """Return what was decided in short: status, and the check that stopped it."""
    if result.decision is None:
        return ""
    stopped = result.decision.stopped_by
    return f"{stopped.answer.status} by {stopped.id}" if stopped else "lets it through"


def observed_words(result: ScenarioResult) -> str:
    """Return what came back in short: status and message, or who answered."""
    observed = result.observed
    if observed is None:
        return ""
    if observed.is_from_function and observed.route:
        return f"{observed.status} from the function"
    return f"{observed.status} {observed.message or ''}".strip()


def why(result: ScenarioResult) -> str:
    """Return in one sentence why a result is not simply as expected; empty when it is."""
    if result.reason:
        return result.reason
    if result.difference is not None:
        return result.difference.sentence
    if result.outcome is not Outcome.DIFFERENT:
        return ""
    expected = result.scenario.expected.words
    decided, got = decided_words(result), observed_words(result)
    return f"Expected {expected}; with these settings AWS answers: {decided}; got {got}."


def _result(result: ScenarioResult) -> Mapping[str, Any]:
    scenario, stopped = result.scenario, result.decision and result.decision.stopped_by
    observed, exchange = result.observed, result.exchange
    return {
        "id": scenario.id,
        "title": scenario.title,
        "group": scenario.group.value,
        "request": f"{scenario.http_method} {scenario.path}",
        "api": scenario.place.value,
        "credential": scenario.sending.credential.value,
        "expected": {"status": scenario.expected.status, "message": scenario.expected.message},
        "decided": {
            "status": stopped.answer.status if stopped else None,
            "message": stopped.answer.message if stopped else None,
            "stopped_by": stopped.id if stopped else None,
        },
        "observed": {
            "status": observed.status if observed else None,
            "message": observed.message if observed else None,
            "error_type": observed.error_type if observed else "",
        },
        "outcome": result.outcome.value,
        "known_difference": result.difference.id if result.difference else None,
        "why": why(result),
        "confidence": scenario.evidence.confidence.value,
        "source": scenario.evidence.address,
        "duration_ms": round(exchange.duration_ms, 1) if exchange else None,
    }


def _row(result: ScenarioResult) -> str:
    scenario = result.scenario
    cells = (
        f"{scenario.title} ({scenario.id})",
        f"{scenario.http_method} {scenario.path}",
        scenario.expected.words,
        decided_words(result),
        observed_words(result),
        result.outcome.value,
        scenario.evidence.confidence.value,
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _iso(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(epoch_seconds, tz=UTC).isoformat(timespec="seconds")
