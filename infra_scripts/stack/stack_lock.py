"""The lock that lets one run at a time change a stack; a crash leaves nothing to clean up."""

from contextlib import AbstractContextManager

from services.errors import StackBusy
from services.home.file_locks import held_lock
from services.settings import Settings


def stack_lock(settings: Settings) -> AbstractContextManager[None]:
    """Hold the stack's lock; raises StackBusy at once when another run or thread holds it."""
    busy = StackBusy(
        f"Another run is changing the stack {settings.stack}.",
        hint="Wait until it is done, then try again.",
    )
    return held_lock(settings.stack_lock_path, seconds=0, busy=busy)
