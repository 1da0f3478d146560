"""The UI's process: `streamlit run` that also ends when whoever started it ends.

The starter holds the other end of standard input; its end, however sudden, closes it.
"""

import _thread
import sys
import threading

import click

from services.settings import PROJECT_ROOT


def _end_with_starter() -> None:
    sys.stdin.buffer.read()
    _thread.interrupt_main()


def main() -> None:
    """Serve the UI with the flags given on the command line until the starter goes."""
    threading.Thread(target=_end_with_starter, name="starter-watch", daemon=True).start()
    from streamlit.web.cli import main as streamlit

    arguments = ["run", str(PROJECT_ROOT / "streamlit_app.py"), *sys.argv[1:]]
    try:
        streamlit(arguments, prog_name="streamlit", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return  # the starter went: an end, not an error


if __name__ == "__main__":
    main()
