"""Running a step from the page, and what this browser keeps of it: call, reason and tokens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import streamlit as st

from infra_scripts.walk_operations import walk_back, walk_over, walk_step
from infra_scripts.walkthrough.steps import step
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_guest import Entered, Helped
from infra_scripts.walkthrough.walk_step import StepKind
from pages._server.jobs import Job, JobState
from pages._ui.page.context import browser_session, jobs
from services.api.sign_in import TokenSet
from services.authorizer.decision import Decision
from services.errors import LabError, StackBusy
from services.progress import ProgressCallback
from services.traffic.exchange import Exchange

_TITLE = "Walkthrough"
_AT_ONCE_SECONDS = 3.0  # local steps end within it; longer ones show their progress
_OTHERS_END_SECONDS = 20.0
_JOB = "walkthrough_job"  # (job id, step id) of what this tab started and has not taken yet
_ERROR = "walkthrough_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutcome:
    """`explanation` is a sentence where the call could not be explained; `ran` are step ids;
    `requests` are all that the step sent.

    `id` is new for each run, so that the same result is told again.
    """

    id: str = field(default_factory=lambda: uuid4().hex)
    ran: tuple[str, ...]
    exchange: Exchange | None
    requests: tuple[Exchange, ...]
    explanation: Decision | str
    tokens: TokenSet | None = field(repr=False)
    helped: Helped | None


def kept_outcome(step_id: str) -> KeptOutcome | None:
    """Return what this browser saw when it ran the step last."""
    outcome: KeptOutcome | None = browser_session().walked.get(step_id)
    return outcome


def kept_error(step_id: str) -> LabError | None:
    """Return why the last try of this step failed, None when it did not."""
    failed_id, error = st.session_state.get(_ERROR, ("", None))
    return error if failed_id == step_id else None


def run_step(walk: Walk, step_id: str, entered: Entered) -> None:
    """Run the step, keep what came of it, and draw the page again."""
    _start(step_id, lambda progress: _ran(walk, step_id, entered, progress))


def go_back(walk: Walk, step_id: str) -> None:
    _start(step_id, lambda progress: walk_back(walk, step_id, progress))


def start_over(walk: Walk, step_id: str) -> None:
    """Remove the walkthrough's stack; a part that stays is told as an error."""
    browser_session().walked.clear()
    _start(step_id, lambda progress: _clear(walk, progress))


def running_job() -> Job | None:
    """Return the job of the walkthrough that runs, of whichever tab."""
    job = jobs().running()
    return job if job is not None and job.title == _TITLE else None


def take_outcome() -> None:
    """Keep what came of the job that this tab started last, once it has ended."""
    job_id, step_id = st.session_state.get(_JOB, ("", ""))
    job = jobs().get(job_id)
    if job is None or job.state is JobState.RUNNING:
        return
    del st.session_state[_JOB]
    if job.error is not None:
        st.session_state[_ERROR] = (step_id, job.error)
    elif isinstance(job.result, KeptOutcome):
        browser_session().walked[step_id] = job.result


def _start(step_id: str, work: Callable[[ProgressCallback], KeptOutcome | None]) -> None:
    """Do it in the background, where no click can cut it short; most of it ends at once."""
    st.session_state.pop(_ERROR, None)
    try:
        with st.spinner("At work…"):
            if (other := jobs().running()) is not None:  # such as the lab's own start
                other.wait(_OTHERS_END_SECONDS)
            job = jobs().start(_TITLE, work)
            st.session_state[_JOB] = (job.id, step_id)
            job.wait(_AT_ONCE_SECONDS)
    except StackBusy as error:
        st.session_state[_ERROR] = (step_id, error)
    st.rerun()


def _clear(walk: Walk, progress: ProgressCallback) -> None:
    leftovers = walk_over(walk, progress)
    if leftovers:
        raise LabError(f"{leftovers[0]} could not be removed.", hint="Start over once more.")


def _ran(walk: Walk, step_id: str, entered: Entered, progress: ProgressCallback) -> KeptOutcome:
    outcome = walk_step(walk, step_id, progress, entered)
    return KeptOutcome(
        ran=outcome.ran,
        exchange=outcome.exchange,
        requests=outcome.requests,
        explanation=_explanation(walk, step_id, outcome.exchange),
        tokens=outcome.tokens,
        helped=outcome.helped,
    )


def _explanation(walk: Walk, step_id: str, exchange: Exchange | None) -> Decision | str:
    if exchange is None or step(step_id).kind is not StepKind.CALL:
        return ""
    try:
        return walk.explain(step_id, exchange)
    except LabError as error:
        return error.message
