"""The lock that lets one run at a time change a stack; a crash leaves nothing to clean up."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.errors import StackBusy
from services.home.file_locks import held_lock
from services.home.file_marks import held_mark
from services.settings import Settings


@contextmanager
def stack_lock(settings: Settings) -> Iterator[None]:
    """Hold the stack's lock; raises StackBusy at once when another run or thread holds it.

    The mark beside it is for those who only ask: asking for the lock would keep others out.
    """
    busy = StackBusy(
        f"Another run is changing the stack {settings.stack}.",
        hint="Wait until it is done, then try again.",
    )
    with (
        held_lock(settings.stack_lock_path, seconds=0, busy=busy),
        held_mark(settings.stack_changes_dir),
    ):
        yield
