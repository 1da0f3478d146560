"""Reads requests and answers as HTTP writes them: curl -i and -v, HTTPie, wget -S, consoles."""

import re
from dataclasses import dataclass, field

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.message_body import body_end
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers, header

_STATUS_LINE = re.compile(r"(?:HTTP/\d(?:\.\d)?[ \t]+|:status:[ \t]*)([1-5]\d\d)(?:[ \t].*)?$")
_REQUEST_LINE = re.compile(
    r"(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[ \t]+(\S{1,8000})[ \t]+HTTP/\d(?:\.\d)?$"
)
_HEADER = re.compile(r":?([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$")
_MARK = re.compile(r"[<>](?: |$)")
_NOTE = re.compile(r"(?:\*|==)(?: |$)|[{}] \[\d+ bytes data\]|\[\d+ bytes data\]")
_WRAPPED = re.compile(r"[\w.=/+-]{16,}$")
_LEFT_OUT = re.compile(r"\[?(?:\.{2,}|…|<?snip>?|<?redacted>?)\]?$", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class _Message:
    """One message while it is read; `end` is the line after its last one."""

    start: int
    end: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    leaves_out: bool = False
    body: str = ""

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(range(self.start, self.end))


def read_http_messages(paste: Paste) -> tuple[Excerpt, ...]:
    """Return every request and answer in the text, in their order."""
    lines = [_content(line) for line in paste.lines]
    starts = [number for number, line in enumerate(lines) if _is_start(lines, number, line)]
    stops = [*starts[1:], len(lines)]
    return tuple(_excerpt(lines, start, stop) for start, stop in zip(starts, stops, strict=False))


def _content(line: str) -> str:
    return _MARK.sub("", line.strip(), count=1).strip()


def _is_start(lines: list[str], number: int, line: str) -> bool:
    """Tell whether a message begins here; a status line in a sentence has other text below it."""
    if _REQUEST_LINE.match(line):
        return True
    if not _STATUS_LINE.match(line):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else ""
    is_more = _HEADER.match(below) or _NOTE.match(below) or _LEFT_OUT.match(below)
    return not below or bool(is_more) or bool(_STATUS_LINE.match(below)) or below[0] in "{<["


def _excerpt(lines: list[str], start: int, stop: int) -> Excerpt:
    message = _read_headers(lines, start, stop)
    message.body, message.end = body_end(lines, message.end, stop)
    if (request := _REQUEST_LINE.match(lines[start])) is not None:
        return _request(request, message)
    status = _STATUS_LINE.match(lines[start])
    return Excerpt(
        form="answer with a status line",
        lines=message.lines,
        status=int(status.group(1)) if status else None,
        headers=tuple(message.headers),
        body=message.body,
    )


def _request(request: re.Match[str], message: _Message) -> Excerpt:
    http_method, target = request.groups()
    return Excerpt(
        form="request",
        lines=message.lines,
        http_method=http_method,
        url=_address(target, message.headers),
        request_headers=_sent(message),
        request_body=message.body,
    )


def _sent(message: _Message) -> Headers | None:
    """Return the headers, None when some were left out: then a missing one proves nothing."""
    sent = tuple(message.headers)
    is_whole = bool(sent) and not message.leaves_out
    return sent if is_whole or header(sent, "Authorization") is not None else None


def _address(target: str, headers: list[tuple[str, str]]) -> str:
    host = header(headers, "Host") or header(headers, "authority")
    return f"https://{host}{target}" if host and target.startswith("/") else target


def _read_headers(lines: list[str], start: int, stop: int) -> _Message:
    message = _Message(start=start, end=start + 1)
    for line in lines[start + 1 : stop]:
        if not _takes(message, line):
            break
        message.end += 1
    return message


def _takes(message: _Message, line: str) -> bool:
    """Take a line of the headers; return False for the first line that is none."""
    if (found := _HEADER.match(line)) is not None:
        message.headers.append((found.group(1), found.group(2).strip()))
        return True
    if _LEFT_OUT.match(line):
        message.leaves_out = True
        return True
    if message.headers and _WRAPPED.match(line):
        name, value = message.headers[-1]
        message.headers[-1] = (name, value + line)
        return True
    return bool(_NOTE.match(line))
