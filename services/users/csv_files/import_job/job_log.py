"""The log of Cognito's import job read back: what became of each row of our file.

https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-cloudwatch.html
Whether Cognito counts the header as a line is not documented. The log has one line for each user in
any case, so the first number is the first user; a log that is not whole is matched to nobody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.cloud.aws import Aws
from services.errors import Unobtainable
from services.users.csv_files.import_job.cognito_file import CognitoFile
from services.users.csv_files.import_job.job import CognitoJob

_LINE = re.compile(r"\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number (\d+) - (.*)", re.DOTALL)


class LoggedOutcome(StrEnum):
    """The job's own words."""

    SUCCEEDED = "SUCCEEDED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRow:
    """What the log says of a row; `line` is that of our file."""

    line: int
    outcome: LoggedOutcome
    why: str


def read_job_log(aws: Aws, user_pool_id: str, pool_name: str, job: CognitoJob) -> Iterator[str]:
    """Yield the messages of the job's log; raises AwsErrors."""
    events = aws.pages(
        "logs",
        "filter_log_events",
        logGroupName=f"/aws/cognito/userpools/{user_pool_id}/{pool_name}",
        logStreamNames=[f"{job.id}/{job.name}"],
    )
    for event in events:
        yield str(event["message"])


def logged_rows(messages: Iterable[str], file: CognitoFile) -> tuple[LoggedRow, ...]:
    """Return what became of each row of the job's file; Unobtainable when the log is not whole."""
    found = {
        int(line[2]): (LoggedOutcome(line[1]), line[3].strip())
        for message in messages
        if (line := _LINE.match(message.strip()))
    }
    if len(found) != len(file.lines):
        raise Unobtainable(
            f"The log of the import job tells of {len(found)} of {len(file.lines)} rows.",
            hint="Wait until the job is over, then read it again.",
        )
    told = (found[number] for number in sorted(found))
    return tuple(
        LoggedRow(line=line, outcome=outcome, why=why)
        for line, (outcome, why) in zip(file.lines, told, strict=True)
    )
