"""The lock that lets one run at a time change a stack; a crash leaves nothing to clean up."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from services.errors import StackBusy
from services.settings import Settings
from services.stored_files import PRIVATE_FILE, make_private_dir


@contextmanager
def stack_lock(settings: Settings) -> Iterator[None]:
    """Hold the stack's lock; raises StackBusy at once when another run or thread holds it."""
    make_private_dir(settings.stack_lock_path.parent)
    lock = FileLock(settings.stack_lock_path, timeout=0, mode=PRIVATE_FILE)
    try:
        lock.acquire()
    except Timeout:
        raise StackBusy(
            f"Another run is changing the stack {settings.stack}.",
            hint="Wait until it is done, then try again.",
        ) from None
    try:
        yield
    finally:
        lock.release()
