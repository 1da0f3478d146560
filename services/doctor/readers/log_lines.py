"""Reads log lines: API Gateway's execution and access logs, Lambda's, Cognito's import jobs."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

_MOST = 40
_EXECUTION = re.compile(
    r"Starting authorizer: [^\n]*|Unauthorized request: [^\n]*|Execution failed[^\n]*"
    r"(?:\n(?![^\n]{0,60}(?: : |\())[ \t]{1,40}[^\n]{1,100})?"
    r"|Method completed with status: (?P<status>\d{3})[^\n]*|Endpoint response body[^\n]*"
    r"|Gateway response type: [^\n]*|API Key [^\n]{0,20}(?:not )?authorized[^\n]*"
    r"|Lambda invocation failed[^\n]*|<Message>[^<\n]*"
    r"|The client is not authorized[^\n]*|Invalid API (?:Key|identifier)[^\n]*"
    r"|Authorizer result [^\n]*"
    r"|Received response\. Status: [^\n]*|Access denied: [^\n]*|HTTP Method: "
    r"(?P<method>[A-Z]+)[^\n]*"
    r"|Key throttle limit exceeded[^\n]*|Usage Plan check [^\n]*|Customer Function Error[^\n]*"
    r"|Request validation failed[^\n]*|Unauthorized access to resource[^\n]*"
)
_FUNCTION = re.compile(
    r"Task timed out after [\d.]+ seconds|\[ERROR\][^\n]*|(?<![\w.])Runtime\.\w+[^\n]*|Process "
    r"exited before[^\n]*"
    r"|(?:Uncaught|Unhandled) [^\n]*|RequestId: \S+ Error: [^\n]*|REPORT "
    r"RequestId[^\n]*Status: [^\n]*"
    r"|(?:TypeError|KeyError|NameError|AttributeError|ReferenceError|ModuleNotFoundError): [^\n]*"
    r"|ERROR\s+\w{0,60}(?:Error|Exception): [^\n]*\n[^\n]{0,300}/var/task/[^\n]*"
    r"|Unable to import module[^\n]*|Cannot find module[^\n]*|\"?errorMessage\"?: ?\"[^\"\n]*"
)
_IMPORT = re.compile(r"\[(?:FAILED|SKIPPED)\] Line Number \d+[^\n]*")
_DENIED = re.compile(
    r"(?<!\S)\S{1,300}\s{1,40}is\s+not\s+authorized\s+to\s+perform:\s+[\w-]+:\w+"
    r"(?:\s+on\s+resource:\s+\S+)?(?:\s+(?:with an explicit deny|because no) [^\n]{0,200})?"
)
# What was asked for, and the status on the same line: right after it, or before it.
_ASKED = re.compile(
    r"\b(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[ ,\t|]{1,3}\"?"
    r"(?P<path>(?:https?:/)?/[^\s,|\"]{0,2000})(?:[ ,\t|\"]{1,3}HTTP/[\d.]{1,3})?"
)
_AFTER = re.compile(r"[ ,\t|\"]{1,3}(?:(?:\u2192|->|=>|-|:) ?)?([1-5]\d\d)(?=[\s,|\"]|$)")
_BEFORE = re.compile(r"(?<=[ ,\t|])([1-5]\d\d)(?=[ ,\t|])")
_STATUSES = frozenset(each.value for each in HTTPStatus)
_LONGEST_LINE, _MOST_ASKED = 600, 6
_UNAUTHORIZED = 401


def read_log_lines(paste: Paste) -> tuple[Excerpt, ...]:
    """Return what each kind of log says, one excerpt a kind."""
    kinds = (
        ("execution log of API Gateway", _EXECUTION),
        ("log of a Lambda function", _FUNCTION),
        ("log of a user import job", _IMPORT),
        ("sentence of IAM", _DENIED),
    )
    found = [
        _excerpt(paste, form, list(islice(kind.finditer(paste.text), _MOST)))
        for form, kind in kinds
    ]
    return tuple(each for each in (*found, _access_line(paste)) if each is not None)


def _excerpt(paste: Paste, form: str, found: list[re.Match[str]]) -> Excerpt | None:
    if not found:
        return None
    said = tuple(" ".join(each.group().split()) for each in found)
    return Excerpt(
        form=form,
        lines=frozenset().union(*(paste.lines_of(each.start(), each.end()) for each in found)),
        status=_status(found, said),
        http_method=_named(found, "method"),
        says=said,
    )


def _status(found: Iterable[re.Match[str]], said: tuple[str, ...]) -> int | None:
    if status := _named(found, "status"):
        return int(status)
    is_refused = any(each.startswith("Unauthorized request") for each in said)
    return _UNAUTHORIZED if is_refused else None


def _named(found: Iterable[re.Match[str]], name: str) -> str:
    values = (each.groupdict().get(name) or "" for each in found)
    return next((value for value in values if value), "")


def _access_line(paste: Paste) -> Excerpt | None:
    for found in islice(_ASKED.finditer(paste.text), _MOST_ASKED):
        if status := _status_beside(paste.text, found):
            return Excerpt(
                form="access log",
                lines=paste.lines_of(found.start(), found.end()),
                status=status,
                http_method=found["method"],
                url=found["path"],
            )
    return None


def _status_beside(text: str, asked: re.Match[str]) -> int | None:
    """Return the status of an access log's line; the first number that is one, of several."""
    if after := _AFTER.match(text, asked.end()):
        return int(after.group(1))
    start = max(text.rfind("\n", 0, asked.start()) + 1, asked.start() - _LONGEST_LINE)
    numbers = (int(it.group()) for it in _BEFORE.finditer(text, start, asked.start()))
    return next((each for each in numbers if each in _STATUSES), None)
