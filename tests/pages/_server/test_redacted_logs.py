"""Redacted logs: a token in a message, an argument or a traceback never reaches a handler."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from pages._server.redacted_logs import redacted_record

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, StringIO]]:
    """A logger with an ordinary handler, made after the record factory was installed."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(redacted_record)
    written = StringIO()
    logger = logging.getLogger("tests.redacted_logs")
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_a_token_in_a_message_is_masked(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    logger.warning(f"sent {TOKEN}")
    assert written.getvalue().startswith("WARNING sent [hidden")
    assert TOKEN not in written.getvalue()


def test_a_token_in_an_argument_is_masked(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    logger.warning("sent %s to %s", TOKEN, "the API")
    assert "to the API" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_a_token_in_a_traceback_is_masked(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("it failed")
    assert "ValueError: invalid literal for int() with base 10: '[hidden" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_an_ordinary_record_is_written_as_it_is(log: tuple[logging.Logger, StringIO]) -> None:
    logger, written = log
    logger.info("not shown")
    logger.warning("%d of %d done", 3, 9)
    assert written.getvalue() == "WARNING 3 of 9 done\n"
