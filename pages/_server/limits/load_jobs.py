"""The background job that drives load at an API made for the run, and removes it afterwards."""

from functools import partial
from typing import TYPE_CHECKING

from pages._server.jobs import Job
from pages._server.limits.load_desk import LoadDesk
from pages._server.process import LabProcess
from services.progress import ProgressCallback, StepEvent, StepState

if TYPE_CHECKING:
    from services.limits.load import Load, PlanLimits

LOAD = "Run against the limits"
_STEPS = ("Make an API, a usage plan and a key", "Send the calls", "Remove the API again")


def start_load(
    process: LabProcess, desk: LoadDesk, plan: "PlanLimits", loads: "tuple[Load, ...]"
) -> Job:
    """Run the loads in turn, each with a key of its own; raises StackBusy while a job runs."""
    job = process.jobs.start(LOAD, partial(_run, process, desk, plan, loads))
    desk.job_id = job.id
    return job


def _run(
    process: LabProcess,
    desk: LoadDesk,
    plan: "PlanLimits",
    loads: "tuple[Load, ...]",
    progress: ProgressCallback,
) -> None:
    from infra_scripts.operations import limited_api
    from services.limits.driver import LoadDriver
    from services.limits.load_run import LoadRun

    lab = process.lab()
    _tell(progress, 1, StepState.STARTED)
    desk.begin()
    with limited_api(lab, plan, len(loads)) as api:
        desk.settings = api.settings
        _tell(progress, 1, StepState.DONE)
        _tell(progress, 2, StepState.STARTED)
        for load, key in zip(loads, api.keys, strict=True):
            run = LoadRun(plan=plan, load=load, spent=api.spent)
            desk.runs = (*desk.runs, run)
            LoadDriver(send=partial(api.call, lab, key), why_over=desk.why_over).drive(run)
        _tell(progress, 2, StepState.DONE)
        _tell(progress, 3, StepState.STARTED)
    _tell(progress, 3, StepState.DONE)


def _tell(progress: ProgressCallback, number: int, state: StepState) -> None:
    step = _STEPS[number - 1]
    progress(StepEvent(number=number, total=len(_STEPS), step=step, state=state))
