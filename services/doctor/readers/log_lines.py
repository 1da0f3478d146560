"""Reads log lines: API Gateway's execution and access logs, Lambda's, Cognito's import jobs."""

import re
from collections.abc import Iterable
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

_MOST = 40
_EXECUTION = re.compile(
    r"Starting authorizer: [^\n]*|Unauthorized request: [^\n]*|Execution failed[^\n]*"
    r"|Method completed with status: (?P<status>\d{3})[^\n]*|Endpoint response body[^\n]*"
    r"|Gateway response type: [^\n]*|API Key [^\n]{0,20}(?:not )?authorized[^\n]*"
    r"|Lambda invocation failed[^\n]*"
    r"|The client is not authorized[^\n]*|Invalid API (?:Key|identifier)[^\n]*"
    r"|Authorizer result [^\n]*"
    r"|Received response\. Status: [^\n]*|Access denied: [^\n]*|HTTP Method: "
    r"(?P<method>[A-Z]+)[^\n]*"
    r"|Key throttle limit exceeded[^\n]*|Usage Plan check [^\n]*|Customer Function Error[^\n]*"
    r"|Request validation failed[^\n]*|Unauthorized access to resource[^\n]*"
)
_FUNCTION = re.compile(
    r"Task timed out after [\d.]+ seconds|\[ERROR\][^\n]*|Runtime\.\w+[^\n]*|Process "
    r"exited before[^\n]*"
    r"|(?:Uncaught|Unhandled) [^\n]*|RequestId: \S+ Error: [^\n]*|REPORT "
    r"RequestId[^\n]*Status: [^\n]*"
    r"|(?:TypeError|KeyError|NameError|AttributeError|ReferenceError|ModuleNotFoundError): [^\n]*"
    r"|Unable to import module[^\n]*|Cannot find module[^\n]*|\"?errorMessage\"?: ?\"[^\"\n]*"
)
_IMPORT = re.compile(r"\[(?:FAILED|SKIPPED)\] Line Number \d+[^\n]*")
_DENIED = re.compile(
    r"(?<!\S)\S{1,300}\s{1,40}is\s+not\s+authorized\s+to\s+perform:\s+[\w-]+:\w+"
    r"(?:\s+on\s+resource:\s+\S+)?(?:\s+(?:with an explicit deny|because no) [^\n]{0,200})?"
)
# Method, path, protocol and status in this order, apart by a space, a comma, a tab or a bar.
_COMMON = re.compile(
    r"\b(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[ ,\t|\"]{1,3}"
    r"(?P<path>(?:https?:/)?/[^\s,|\"]{0,2000})"
    r"[ ,\t|\"]{1,3}HTTP/[\d.]{1,3}[ ,\t|\"]{1,3}(?P<status>[1-5]\d\d)\b"
)
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
    said = tuple(each.group().strip() for each in found)
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
    found = _COMMON.search(paste.text)
    if found is None:
        return None
    return Excerpt(
        form="access log",
        lines=paste.lines_of(found.start(), found.end()),
        status=int(found["status"]),
        http_method=found["method"],
        url=found["path"],
    )
