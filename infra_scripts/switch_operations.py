"""What people ask of the switches that break the walkthrough's stack: each holds its lock.

The pages, the UI's server and the rehearsal write through these only.
"""

from collections.abc import Iterable

from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.switches.broken_stack import BrokenStack
from services.progress import ProgressCallback, ignore_progress


def turn_on(
    stack: BrokenStack, switch_id: str, progress: ProgressCallback = ignore_progress
) -> None:
    """Break the stack by one switch; what is on stays on."""
    with stack_lock(stack.settings):
        stack.turn_on(switch_id, progress)


def keep_on(stack: BrokenStack, switch_ids: Iterable[str]) -> None:
    """Begin anew the time after which these switches go back by themselves."""
    with stack_lock(stack.settings):
        stack.keep_on(switch_ids)


def put_back(
    stack: BrokenStack, switch_ids: Iterable[str], progress: ProgressCallback = ignore_progress
) -> None:
    """Undo these switches; the others stay on."""
    with stack_lock(stack.settings):
        stack.put_back(switch_ids, progress)


def put_back_due(stack: BrokenStack) -> None:
    """Undo the switches whose time is over; with none of them nothing is read in the cloud."""
    if stack.due():
        with stack_lock(stack.settings):
            stack.put_back(stack.due())


def fix_all(stack: BrokenStack, progress: ProgressCallback = ignore_progress) -> None:
    """Bring the walkthrough's stack to what is described, whatever was on."""
    with stack_lock(stack.settings):
        stack.fix_all(progress)
