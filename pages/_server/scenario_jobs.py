"""The background job that runs scenarios and keeps their results in one browser's session."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from pages._server.jobs import Job
from pages._server.process import LabProcess
from services.progress import ProgressCallback, StepEvent, StepState
from services.scenarios.kept_results import KeptResults
from services.scenarios.scenario import Scenario

_FIRST, _LAST = "Make the test users of this run", "Remove the test users of this run"


def start_scenarios(
    process: LabProcess, kept: KeptResults, scenarios: Sequence[Scenario], title: str
) -> Job:
    """Run the scenarios and keep each result as it comes; raises StackBusy while a job runs."""
    return process.jobs.start(title, partial(_run, process, kept, tuple(scenarios)))


def _run(
    process: LabProcess,
    kept: KeptResults,
    scenarios: Sequence[Scenario],
    progress: ProgressCallback,
    *,
    clock: Callable[[], float] = time.time,
) -> None:
    from infra_scripts.operations import scenario_ground
    from services.scenarios.runner import run_scenarios

    total = len(scenarios) + 2

    def tell(number: int, step: str, state: StepState) -> None:
        progress(StepEvent(number=number, total=total, step=step, state=state))

    tell(1, _FIRST, StepState.STARTED)
    started_at = clock()
    with (
        scenario_ground(process.lab(), scenarios) as ground,
        closing(run_scenarios(scenarios, ground)) as results,
    ):
        tell(1, _FIRST, StepState.DONE)
        run = kept.begin(scenarios, started_at)
        for number, result in enumerate(results, start=2):
            kept.keep(result, run)
            run.duration_seconds = clock() - started_at
            state = StepState.FAILED if result.is_trouble else StepState.DONE
            tell(number, result.scenario.title, state)
        tell(total, _LAST, StepState.STARTED)
    run.duration_seconds = clock() - started_at
    tell(total, _LAST, StepState.DONE)
