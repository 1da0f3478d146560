"""What a function of ours wrote to its log about one call; it only reads."""

import json
from typing import Any

from services.cloud.aws import Aws

# Lambda and the caller have clocks of their own.
_SLACK_MS = 5_000
_LATE_MS = 500  # a busy engine gives a line its time after the answer went out


def logged_error(aws: Aws, log_group: str, *, request_id: str, started: float, ended: float) -> str:
    """Return the name of the error that the log's line of a request has, "" where there is none.

    `started` and `ended` are epoch seconds. The line is that of `request_id`; the local engine
    gives its functions another id, so there it is the only line of that time. Raises an AwsError
    where the log cannot be read.
    """
    first, last = int(started * 1000), int(ended * 1000) + _LATE_MS
    events = aws.pages(
        "logs",
        "filter_log_events",
        logGroupName=log_group,
        startTime=first - _SLACK_MS,
        endTime=last + _SLACK_MS,
    )
    lines = [(it["timestamp"], line) for it in events if (line := _line(it["message"]))]
    of_the_time = [line for at, line in lines if first <= at <= last]
    of_the_id = [line for _, line in lines if line.get("request_id") == request_id]
    found = of_the_id or (of_the_time if len(of_the_time) == 1 else [])
    error = found[0].get("error") if found else None
    return error if isinstance(error, str) else ""


def _line(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) and "outcome" in document else None
