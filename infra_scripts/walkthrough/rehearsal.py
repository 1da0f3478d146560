"""Rehearse: the whole walkthrough without an audience, and what would go wrong before one."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import StepOutcome, Walk
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from services.authorizer.comparison import Agreement, compare
from services.authorizer.decision import Decision
from services.authorizer.observation import answer_of
from services.errors import LabError
from services.settings import Settings
from services.traffic.exchange import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedStep:
    """One step or switch as it went: `trouble` is a sentence, empty where all is as it says."""

    id: str
    title: str
    seconds: float
    trouble: str = ""


def rehearsed_steps(settings: Settings) -> tuple[WalkStep, ...]:
    """Return the steps that a rehearsal runs: on AWS those that need a mailbox are left out."""
    return tuple(each for each in STEPS if settings.is_local or each.kind is not StepKind.SELF)


def rehearse(walk: Walk, run: Callable[[str], StepOutcome]) -> Iterator[RehearsedStep]:
    """Yield each step once it has run; a step in trouble does not keep the next from being tried.

    `run` runs a step by its id.
    """
    for each in rehearsed_steps(walk.settings):
        started = time.perf_counter()
        trouble = _trouble(walk, each, run)
        seconds = time.perf_counter() - started
        yield RehearsedStep(id=each.id, title=each.title, seconds=seconds, trouble=trouble)


def _trouble(walk: Walk, walked: WalkStep, run: Callable[[str], StepOutcome]) -> str:
    try:
        exchange = run(walked.id).exchange
        if exchange is None:
            return ""
        if exchange.status != walked.status:
            return other_status(walked.status, exchange)
        if walked.kind is not StepKind.CALL:
            return ""
        return unexplained(walk.explain(walked.id, exchange), exchange, walk.settings)
    except LabError as error:
        return error.one_line()


def other_status(expected: int, exchange: Exchange) -> str:
    return f"Expected {expected}, got {exchange.status or 'no answer'}."


def unexplained(decision: Decision, exchange: Exchange, settings: Settings) -> str:
    """Say when the answer is not what AWS answers with these settings, empty when it is."""
    compared = compare(decision, answer_of(exchange), is_local=settings.is_local)
    if compared.agreement is Agreement.SAME or compared.difference is not None:
        return ""
    return "The answer is another one than AWS gives with these settings."
