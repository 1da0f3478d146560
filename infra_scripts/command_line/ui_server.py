"""The UI's process: `streamlit run` that also ends when whoever started it ends.

The starter holds the other end of standard input; its end, however sudden, closes it.
"""

import os
import runpy
import signal
import sys
import threading

from infra_scripts.command_line.early_engine import engine_started_early
from services.settings import PROJECT_ROOT, load_settings


def _end_with_starter() -> None:
    sys.stdin.buffer.read()
    signal.raise_signal(signal.SIGTERM)  # the server's own way to end; a second one is harmless


def main() -> None:
    """Serve the UI with the flags given on the command line until the starter goes."""
    threading.Thread(target=_end_with_starter, name="starter-watch", daemon=True).start()
    sys.argv = ["streamlit", "run", str(PROJECT_ROOT / "streamlit_app.py"), *sys.argv[1:]]
    with engine_started_early(load_settings(os.environ)):
        runpy.run_module("streamlit", run_name="__main__")


if __name__ == "__main__":
    main()
