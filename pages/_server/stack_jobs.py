"""The background jobs that change the stack; each is work for the job registry."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial

from pages._server.jobs import Job
from pages._server.process import LabProcess
from pages._server.stack_watch import StackWatch
from services.errors import CloudUnreachable, EngineError, LabError
from services.progress import ProgressCallback, StepEvent, StepState

PREPARE = "Prepare the lab"
REMOVE = "Remove the stack"
PUT_BACK = "Put everything back"
_PROVISION, _RESET = "Provision the stack", "Reset the lab"
STACK_CHANGES = frozenset({REMOVE, PUT_BACK, _PROVISION, _RESET})
STACK_JOBS = STACK_CHANGES | {PREPARE}
_ENGINE_SECONDS = 90.0
_READING_SECONDS = 30.0
_PUT_BACK_TRIES, _NOTICED_SECONDS = 3, 1.0


def start_prepare(process: LabProcess) -> Job:
    """Wait for the engine, then provision what is missing and put the test users right."""
    return _start(process, PREPARE, _prepare)


def start_provision(process: LabProcess) -> Job:
    """Bring the stack to its described state and seed the personas."""
    return _start(process, _PROVISION, _provision)


def start_reset(process: LabProcess) -> Job:
    """Bring personas and stack back to the known state."""
    return _start(process, _RESET, _reset)


def start_put_back(process: LabProcess) -> Job:
    """End the walkthrough and bring personas and stack back to the known state."""
    return _start(process, PUT_BACK, _put_back)


def finish_put_back(process: LabProcess) -> None:
    """Start putting everything back where a server that is gone has left it half done."""
    with suppress(LabError):  # a home that cannot be read: every page says so
        if _is_put_back_open(process):
            start_put_back(process)


def start_destroy(process: LabProcess) -> Job:
    """Remove what carries the stack's tag; the job's result is the leftovers."""
    return _start(process, REMOVE, _destroy)


Work = Callable[[LabProcess, ProgressCallback], object]


def _start(process: LabProcess, title: str, work: Work) -> Job:
    return process.jobs.start(title, partial(_and_save, work, process))


def _and_save(work: Work, process: LabProcess, progress: ProgressCallback) -> object:
    """Call the job done only once it is on disk: an engine that is killed then loses none of it."""
    result = work(process, progress)
    if process.engine is not None:
        process.engine.require_saved()
    return result


def _prepare(process: LabProcess, progress: ProgressCallback) -> None:
    steps = _OneSequence(progress)
    step = "Start the local engine"
    steps(StepEvent(number=1, total=1, step=step, state=StepState.STARTED))
    _load_provisioning()
    if process.engine is not None:
        process.engine.wait_until_running(_ENGINE_SECONDS)
    steps(StepEvent(number=1, total=1, step=step, state=StepState.DONE))
    if _is_put_back_open(process):
        _put_back(process, steps)
    elif _is_whole(process):
        _seed(process, steps)
    else:
        _up_and_seed(process, steps)


def _load_provisioning() -> None:
    """Import what provisioning needs while the engine starts: half a second either way."""
    from services.cloud.aws import load_boto3

    load_boto3()


def _is_whole(process: LabProcess) -> bool:
    """Tell whether the stack of a known home is as described: then nothing is provisioned."""
    reading = process.stack.view(_READING_SECONDS)
    return reading is not None and reading.is_whole


def _seed(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.operations import seed

    seed(process.lab().aws, progress)


def _provision(process: LabProcess, progress: ProgressCallback) -> None:
    _up_and_seed(process, _OneSequence(progress))


def _up_and_seed(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.operations import up_and_seed

    with _changing(process.stack):
        up_and_seed(process.lab().aws, progress)


def _reset(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.operations import reset

    with _changing(process.stack):
        reset(process.lab().aws, _OneSequence(progress))


def _put_back(process: LabProcess, progress: ProgressCallback) -> None:
    from infra_scripts.operations import put_back

    with _changing(process.stack):
        for tries_left in reversed(range(_PUT_BACK_TRIES)):
            try:
                put_back(process.lab().aws, _OneSequence(progress))
            except (CloudUnreachable, EngineError):
                if process.engine is None or not tries_left:
                    raise
                # The engine went in the middle: what is half done is finished once it is back.
                time.sleep(_NOTICED_SECONDS)
                process.engine.wait_until_running(_ENGINE_SECONDS)
            else:
                return


def _is_put_back_open(process: LabProcess) -> bool:
    from infra_scripts.operations import is_put_back_open

    return is_put_back_open(process.settings)


def _destroy(process: LabProcess, progress: ProgressCallback) -> object:
    from infra_scripts.operations import down

    process.bulk.close()  # its users are about to go
    with _changing(process.stack):
        return down(process.lab().aws, progress)


@contextmanager
def _changing(stack: StackWatch) -> Iterator[None]:
    """Read the stack anew after the block, so that the reading is under way when a page asks."""
    try:
        yield
    finally:
        stack.expire()
        stack.view()


class _OneSequence:
    """Numbers the steps of stages that follow one another on; a stage has its own total."""

    def __init__(self, progress: ProgressCallback) -> None:
        self._progress = progress
        self._before = 0
        self._total = 0

    def __call__(self, event: StepEvent) -> None:
        if event.total != self._total:
            self._before, self._total = self._before + self._total, event.total
        number, total = self._before + event.number, self._before + event.total
        self._progress(replace(event, number=number, total=total))
