"""The error boundary: a reference instead of a traceback, and the traceback in the log."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

SECRET = "a sentence that only the log may hold"


def _crashing_script(message: str) -> None:
    from pages._frame.crash import report_crash

    report_crash(ValueError(message))


def _refused_script() -> None:
    from pages._frame.crash import report_crash
    from services.errors import InputError

    report_crash(InputError("The name is *empty*.", hint="Type one."))


def test_a_crash_shows_a_reference_and_logs_the_cause_under_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_function(_crashing_script, args=(SECRET,)).run()
    shown = app.error[0].value
    reference = re.search(r"Reference `([0-9a-f]{8})`", shown)
    assert reference is not None
    assert SECRET not in shown
    assert reference.group(1) in caplog.text
    assert SECRET in caplog.text


def test_an_error_of_ours_shows_its_message_and_hint() -> None:
    app = AppTest.from_function(_refused_script).run()
    assert app.error[0].value == "**The name is \\*empty\\*\\.**  \nType one\\."
