"""Redacted logs: no token reaches the server's log, whoever writes the record or the traceback."""

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from services.traffic.redaction import RedactingFormatter, redact_text

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def redacted_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """Build a log record whose message and traceback are masked before any handler sees them.

    Handlers that libraries add later, each with its own formatter, are covered too: a formatter
    uses `exc_text` when it is there.
    """
    record = logging.LogRecord(*args, **kwargs)
    if record.exc_info and record.exc_info[0] is not None:
        record.exc_text = redact_text(
            "".join(traceback.format_exception(*record.exc_info))
        ).rstrip()
    try:
        record.msg, record.args = redact_text(record.getMessage()), ()
    except (TypeError, ValueError, KeyError):
        return record  # the handler reports the malformed call, as it would have
    return record


def install_redacted_logs() -> None:
    """Mask the log, uncaught errors and uncaught errors of threads, for this whole process."""
    logging.setLogRecordFactory(redacted_record)
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(RedactingFormatter(_FORMAT))
    sys.excepthook = _print_redacted
    threading.excepthook = _print_redacted_of_thread


def _print_redacted(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    sys.stderr.write(redact_text("".join(traceback.format_exception(kind, error, trace))))


def _print_redacted_of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is SystemExit or args.exc_value is None:
        return
    name = args.thread.name if args.thread else "a thread"
    sys.stderr.write(f"Uncaught error in {name}:\n")
    _print_redacted(args.exc_type, args.exc_value, args.exc_traceback)
