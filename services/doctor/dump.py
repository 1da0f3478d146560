"""Reading an answer as people paste it: curl -i, curl -v, an AWS CLI error; sends nothing."""

import json
import re
from dataclasses import dataclass, field

from services.errors import InputError
from services.traffic.exchange import Headers

LONGEST_DUMP = 200_000
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)?[ \t]+([1-5]\d\d)(?:[ \t].*)?")
_BARE_STATUS = re.compile(r"([1-5]\d\d)(?:[ \t]+[A-Za-z][A-Za-z -]*)?")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")
_CURL_NOTE = re.compile(r"[*>] |[*>]$|[{}] \[\d+ bytes data\]")
_CLI_ERROR = re.compile(
    r"An error occurred \((\w+)\) when calling the (\w+) operation[^:]*: (.*)", re.DOTALL
)
_COGNITO_FIELDS = frozenset({"__type", "ChallengeName", "AuthenticationResult", "outcome"})
_COGNITO_REFUSES, _OK = 400, 200
_FIRST_STATUS, _LAST_STATUS = 100, 599


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """One answer; the headers keep their order and spelling. `operation` is Cognito's, if named."""

    status: int
    headers: Headers = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    operation: str = ""


def parse_dump(text: str) -> Dump:
    """Return the last answer in a paste; earlier ones (100 Continue, redirects) are passed over.

    Tolerates CRLF, HTTP/1.1 and HTTP/2 status lines, the marks of curl -v, and a status without
    "HTTP/1.1" as browsers show it. Takes as well what has no status: Cognito's own JSON, the
    function's log line, and the error line of the AWS CLI or boto3. Raises InputError for
    anything else.
    """
    if len(text) > LONGEST_DUMP:
        raise InputError(
            f"This text has {len(text):,} characters; an answer of {LONGEST_DUMP:,} is enough.",
            hint="Paste one answer only.",
        )
    lines = _lines(text)
    start = _last_status_line(lines)
    if start is not None:
        return _answer(lines[start:])
    if cognito := _cognito_json(text) or _cli_error(text):
        return cognito
    raise InputError(
        "There is no status line in this text.",
        hint="Paste the whole output of `curl -i`: it begins with a line like HTTP/2 401.",
    )


def _lines(text: str) -> list[str]:
    """Return the lines without the marks that curl -v puts before them."""
    lines = text.strip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(line.startswith("<") and _status(line[1:]) for line in lines):
        return lines
    kept = [line for line in lines if not _CURL_NOTE.match(line)]
    return [line[1:].removeprefix(" ") if line.startswith("<") else line for line in kept]


def _status(line: str) -> int | None:
    match = _STATUS_LINE.fullmatch(line.strip())
    return int(match.group(1)) if match else None


def _last_status_line(lines: list[str]) -> int | None:
    """Return where the last answer begins: at a status line with a header or nothing below it."""
    starts = [
        index
        for index, line in enumerate(lines)
        if _status(line)
        and (index + 1 == len(lines) or _header(lines[index + 1]) or not lines[index + 1].strip())
    ]
    if starts:
        return starts[-1]
    return 0 if _BARE_STATUS.fullmatch(lines[0].strip()) else None


def _header(line: str) -> tuple[str, str] | None:
    match = _HEADER.fullmatch(line.strip())
    return (match.group(1), match.group(2).strip()) if match else None


def _answer(lines: list[str]) -> Dump:
    bare = _BARE_STATUS.fullmatch(lines[0].strip())
    status = _status(lines[0]) or int(bare.group(1) if bare else 0)
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        header = _header(line)
        if header is None:
            break
        headers.append(header)
    body = "\n".join(lines[1 + len(headers) :]).strip()
    return Dump(status=status, headers=tuple(headers), body=body)


def _cognito_json(text: str) -> Dump | None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not _COGNITO_FIELDS & document.keys():
        return None
    usual = _COGNITO_REFUSES if "__type" in document else _OK
    told = document.get("http_status")
    if not isinstance(told, int) or not _FIRST_STATUS <= told <= _LAST_STATUS:
        told = usual
    return Dump(status=told, body=text.strip())


def _cli_error(text: str) -> Dump | None:
    match = _CLI_ERROR.search(text)
    if match is None:
        return None
    name, operation, message = match.groups()
    body = json.dumps({"__type": name, "message": " ".join(message.split())})
    return Dump(status=_COGNITO_REFUSES, body=body, operation=operation)
