"""The job that runs scenarios: results as they come, progress, and the end of what it made."""

import pytest

from pages._server.jobs import Job, JobState
from pages._server.process import LabProcess
from pages._server.scenario_jobs import start_scenarios
from services.errors import StackBusy
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.table import BY_ID
from tests.waiting import until

CHOSEN = (BY_ID["id-on-my-api"], BY_ID["no-header-on-my-api"])


def ended(job: Job) -> Job:
    until(lambda: job.state is not JobState.RUNNING)
    return job


@pytest.mark.engine
def test_results_and_steps_are_there_when_it_ends_and_its_users_are_not(
    lab_process: LabProcess,
) -> None:
    kept = KeptResults()
    before = {user.username for user in lab_process.lab().directory.list_page(limit=60).users}
    job = ended(start_scenarios(lab_process, kept, CHOSEN, "Run two"))
    assert (job.state, job.error) == (JobState.DONE, None)
    assert [(each.scenario.id, each.outcome.value) for each in kept.of(CHOSEN)] == [
        ("id-on-my-api", "as expected"),
        ("no-header-on-my-api", "as expected"),
    ]
    assert [(event.number, event.total, event.step) for event in job.latest_events()] == [
        (1, 4, "Make the test users of this run"),
        (2, 4, "ID token on /my-api"),
        (3, 4, "No Authorization header on /my-api"),
        (4, 4, "Remove the test users of this run"),
    ]
    assert kept.runs()[0].duration_seconds > 0
    after = {user.username for user in lab_process.lab().directory.list_page(limit=60).users}
    assert after == before


@pytest.mark.engine
def test_a_run_that_cannot_begin_says_why_and_keeps_the_results_of_before(
    lab_process: LabProcess,
) -> None:
    from infra_scripts.stack.stack_lock import stack_lock

    kept, throttled = KeptResults(), BY_ID["throttled"]
    kept.keep(
        ScenarioResult(scenario=throttled, outcome=Outcome.SAME), kept.begin([throttled], 1.0)
    )
    with stack_lock(lab_process.settings):
        job = ended(start_scenarios(lab_process, kept, [throttled], "Run one"))
    assert isinstance(job.error, StackBusy)
    assert job.error.message == "Another run is changing the stack authorizer-lab."
    assert kept.get("throttled") is not None
