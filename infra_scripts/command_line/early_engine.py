"""Starting the local engine while the UI's process still imports Streamlit.

The engine is a process of its own and needs about as long as that import: side by side, the stack
is ready when the first page is. The server attaches to this engine as to any running one. When the
engine cannot start, the server meets the same problem and reports it.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from services.errors import LabError
from services.settings import Settings

_END_SECONDS = 15.0


@contextmanager
def engine_started_early(settings: Settings) -> Iterator[None]:
    """Start the home's engine in the background, and stop using it at the end of the block.

    On AWS there is none to start. Raises nothing: a failure is the server's to report.
    """
    if not settings.is_local:
        yield
        return
    is_over = threading.Event()
    # One thread from start to end: an engine may be bound to the thread that started it.
    holder = threading.Thread(target=_hold, args=(settings, is_over), name="early-engine")
    holder.daemon = True
    holder.start()
    try:
        yield
    finally:
        is_over.set()
        holder.join(_END_SECONDS)


def _hold(settings: Settings, is_over: threading.Event) -> None:
    from infra_scripts.local_engine.process import engine_session

    with contextlib.suppress(LabError), engine_session(settings):
        is_over.wait()
