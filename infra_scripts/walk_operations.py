"""What people ask of the walkthrough's stack: each operation holds its lock, from start to end.

The command line and the pages write through these only, as through `infra_scripts.operations`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.switches.broken_stack import BrokenStack
from infra_scripts.switches.switch_rehearsal import rehearse_switches
from infra_scripts.switches.table import SWITCHES
from infra_scripts.walkthrough.rehearsal import RehearsedStep, rehearse, rehearsed_steps
from infra_scripts.walkthrough.walk import StepOutcome, Walk
from infra_scripts.walkthrough.walk_guest import NOTHING_ENTERED, Entered
from services.cloud.aws import Aws
from services.home.outputs import require_outputs
from services.home.stored_files import is_there
from services.lab import open_lab
from services.progress import ProgressCallback, ignore_progress


def walk_step(
    walk: Walk,
    step_id: str,
    progress: ProgressCallback = ignore_progress,
    entered: Entered = NOTHING_ENTERED,
) -> StepOutcome:
    """Run a step of the walkthrough, and before it what is missing.

    A stack that switches have broken is put right first.
    """
    with stack_lock(walk.settings):
        if is_there(walk.settings.switches_path):
            BrokenStack(walk.lab).fix_all()
        return walk.run(step_id, progress, entered)


def walk_back(walk: Walk, step_id: str, progress: ProgressCallback = ignore_progress) -> None:
    """Bring the walkthrough's stack to what it was right after this step."""
    with stack_lock(walk.settings):
        walk.go_back(step_id, progress)


def walk_over(walk: Walk, progress: ProgressCallback = ignore_progress) -> tuple[Leftover, ...]:
    """Remove the walkthrough's stack and forget what ran; return what could not be removed."""
    with stack_lock(walk.settings):
        return walk.clear(progress)


@contextmanager
def rehearsal(walk: Walk) -> Iterator[Iterator[RehearsedStep]]:
    """Yield the steps as they run from the beginning, then each switch turned on and put back.

    What they built is removed, whatever happens.

    A walkthrough that was under way is over. Raises NotProvisioned, before anything is changed,
    without the lab's stack: the switches are found with its help.
    """
    require_outputs(walk.lab.settings)
    with stack_lock(walk.settings):
        walk.clear()
        try:
            yield chain(rehearse(walk, walk.run), rehearse_switches(BrokenStack(walk.lab)))
        finally:
            walk.clear()


def rehearsal_length(walk: Walk) -> int:
    """Return how many steps and switches a rehearsal yields."""
    return len(rehearsed_steps(walk.settings)) + len(SWITCHES)


def end_walkthrough(aws: Aws, *, always: bool = False) -> tuple[Leftover, ...]:
    """Remove the walkthrough's stack where it is under way; `always` looks in the cloud itself."""
    walk = Walk(open_lab(aws.settings, aws=aws, endpoint_url=aws.endpoint_url))
    return walk_over(walk) if always or walk.is_under_way() else ()
