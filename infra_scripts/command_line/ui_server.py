"""The UI's process: `streamlit run` that also ends when the process that started it ends.

That process holds the other end of standard input, which closes when it ends, even suddenly.
"""

import os
import runpy
import signal
import sys
import threading

from services.settings import PROJECT_ROOT

_STARTER = 0  # the file number of standard input
_CANNOT_START = 2


def _end_with_starter() -> None:
    # Not through sys.stdin: the interpreter cannot end while a thread holds that file's lock.
    while os.read(_STARTER, 1024):
        pass
    signal.raise_signal(signal.SIGTERM)  # the server's own way to end; a second one is harmless


def main() -> None:
    """Serve the UI with the flags given on the command line until the starter goes."""
    threading.Thread(target=_end_with_starter, name="starter-watch", daemon=True).start()
    sys.argv = ["streamlit", "run", str(PROJECT_ROOT / "streamlit_app.py"), *sys.argv[1:]]
    try:
        runpy.run_module("streamlit", run_name="__main__")
    except ImportError as error:
        sys.stderr.write(f"The UI cannot start: {error}. Install what requirements.txt names.\n")
        raise SystemExit(_CANNOT_START) from None


if __name__ == "__main__":
    main()
