"""The background jobs that change the stack; each is work for the job registry."""

from collections.abc import Callable

from pages._frame.process import LabProcess
from services.jobs import Job
from services.progress import ProgressCallback, StepEvent, StepState

PREPARE = "Prepare the lab"
_ENGINE_SECONDS = 90.0


def start_prepare(process: LabProcess) -> Job:
    """Wait for the engine, then provision and seed whatever is missing."""
    return _start(process, PREPARE, _prepare)


def start_provision(process: LabProcess) -> Job:
    """Bring the stack to its described state and seed the personas."""
    return _start(process, "Provision the stack", _provision)


def start_reset(process: LabProcess) -> Job:
    """Bring personas and stack back to the known state."""
    return _start(process, "Reset the lab", _reset)


def start_destroy(process: LabProcess) -> Job:
    """Remove what carries the stack's tag; the job's result is the leftovers."""
    return _start(process, "Remove the stack", _destroy)


Work = Callable[[LabProcess, ProgressCallback], object]


def _start(process: LabProcess, title: str, work: Work) -> Job:
    def run(progress: ProgressCallback) -> object:
        try:
            return work(process, progress)
        finally:
            process.stack.expire()

    return process.jobs.start(title, run)


def _prepare(process: LabProcess, progress: ProgressCallback) -> None:
    stage = _Stages(progress)
    stage.tell("Start the local engine", StepState.STARTED)
    if process.engine is not None:
        process.engine.wait_until_running(_ENGINE_SECONDS)
    stage.tell("Start the local engine", StepState.DONE)
    stage.next()
    _provision(process, stage)


def _provision(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.provisioner import Provisioner
    from infra_scripts.seed import seed
    from infra_scripts.stack_lock import stack_lock

    stage = _Stages(progress)
    aws, settings = process.lab().aws, process.settings
    with stack_lock(settings):
        outputs = Provisioner(aws, settings).apply(stage)
        stage.next()
        seed(aws, settings, outputs, stage)


def _reset(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.seed import reset
    from infra_scripts.stack_lock import stack_lock

    with stack_lock(process.settings):
        reset(process.lab().aws, process.settings, progress)


def _destroy(process: LabProcess, progress: ProgressCallback) -> object:
    from infra_scripts.provisioner import Provisioner
    from infra_scripts.stack_lock import stack_lock

    with stack_lock(process.settings):
        return Provisioner(process.lab().aws, process.settings).destroy(progress)


class _Stages:
    """Numbers the steps of stages that follow one another as one sequence."""

    def __init__(self, progress: ProgressCallback) -> None:
        self._progress = progress
        self._before = 0
        self._seen = 0

    def __call__(self, event: StepEvent) -> None:
        self._seen = max(self._seen, event.total)
        self._progress(
            StepEvent(
                number=self._before + event.number,
                total=self._before + event.total,
                step=event.step,
                state=event.state,
                detail=event.detail,
            )
        )

    def tell(self, step: str, state: StepState) -> None:
        self(StepEvent(number=1, total=1, step=step, state=state))

    def next(self) -> None:
        self._before += self._seen
        self._seen = 0
