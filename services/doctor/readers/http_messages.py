"""Reads requests and answers as HTTP writes them: curl -i and -v, HTTPie, wget -S, consoles."""

import re
from dataclasses import dataclass, field

from services.doctor.readers.error_headers import GATEWAYS_ERROR_TYPES
from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.message_body import body_end
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers, header

_STATUS_LINE = re.compile(r"(?:HTTP/\d(?:\.\d)?[ \t]+|:status:[ \t]*)([1-5]\d\d)(?:[ \t].*)?$")
_RECEIVED = re.compile(r"([1-5]\d\d)(?:[ \t]+\D.*)?$")  # where an arrow says that it was received
_METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"
_REQUEST_LINE = re.compile(rf"({_METHODS})[ \t]+(\S{{1,8000}})[ \t]+HTTP/\d(?:\.\d)?$")
_ADDRESSED = re.compile(rf"({_METHODS})[ \t]+(https?://\S{{1,8000}})$")
_HEADER = re.compile(r":?([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$")
_MARK = re.compile(r"(?:[<>\u2190\u2192]|>>|<<|-->|<--)(?:[ \t]+|$)")
_BULLETS = re.compile(r"^(?:[-\u2022]|->) ")
_SIGNS = frozenset("<>-\u2022\u2190\u2192")
_IN = ("<", "\u2190")
_LABEL = re.compile(
    r"^[\w.:]{1,40} {0,30}: ?"
    rf"(?=HTTP/\d(?:\.\d)? [1-5]\d\d\b|(?:{_METHODS}) \S{{1,8000}} HTTP/\d)"
)
_NOTE = re.compile(r"(?:\*|==)(?: |$)|[{}] \[\d+ bytes data\]|\[\d+ bytes data\]")
_WRAPPED = re.compile(r"[\w.=/+-]{16,}$")
_LEFT_OUT = re.compile(r"\[?(?:\.{2,}|…|<?snip>?|<?redacted>?)\]?$", re.IGNORECASE)
# Without one of them a library showed only the headers that its caller set.
_ADDED_BY_CLIENTS = frozenset({"host", "user-agent", "accept"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line without its mark; `is_received` tells that an arrow points to the reader."""

    text: str
    is_received: bool = False


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
    marked = [_content(line) for line in paste.lines]
    starts = [number for number in range(len(marked)) if _is_start(marked, number)]
    stops = [*starts[1:], len(marked)]
    lines = [line.text for line in marked]
    return tuple(_excerpt(lines, start, stop) for start, stop in zip(starts, stops, strict=False))


def _content(line: str) -> _Line:
    text = line.strip()
    if text[:1] not in _SIGNS and "HTTP/" not in text:
        return _Line(text=text)
    bare = _BULLETS.sub("", text, count=1)
    mark = _MARK.match(bare)
    if mark is not None:
        return _Line(text=bare[mark.end() :].strip(), is_received=mark.group().startswith(_IN))
    label = _LABEL.match(text) if "HTTP/" in text else None
    if label is not None:
        return _Line(text=text[label.end() :])
    return _Line(text=bare if bare is not text and _HEADER.match(bare) else text)


def _is_start(lines: list[_Line], number: int) -> bool:
    """Tell whether a message begins here; a status line in a sentence has other text below it."""
    line = lines[number]
    if line.text[:1].isupper() and (_REQUEST_LINE.match(line.text) or _ADDRESSED.match(line.text)):
        return True
    if line.is_received and _RECEIVED.match(line.text):
        return True
    if not _STATUS_LINE.match(line.text):
        return False
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    is_more = _HEADER.match(below) or _NOTE.match(below) or _LEFT_OUT.match(below)
    return not below or bool(is_more) or bool(_STATUS_LINE.match(below)) or below[0] in "{<["


def _excerpt(lines: list[str], start: int, stop: int) -> Excerpt:
    message = _read_headers(lines, start, stop)
    addressed = _ADDRESSED.match(lines[start])
    request = _REQUEST_LINE.match(lines[start]) or addressed
    is_alone = request is not None and not message.headers  # what follows may be anything
    if not is_alone or (addressed is None and lines[message.end : stop][:1] == [""]):
        message.body, message.end = body_end(lines, message.end, stop)
    if request is not None:
        return _request(request, message, is_wire=addressed is None)
    status = _STATUS_LINE.match(lines[start]) or _RECEIVED.match(lines[start])
    return Excerpt(
        form="answer with a status line",
        lines=message.lines,
        status=int(status.group(1)) if status else None,
        headers=_completed(message.headers)
        if message.end == len(lines)
        else tuple(message.headers),
        body=message.body,
    )


def _completed(headers: list[tuple[str, str]]) -> Headers:
    """Return the headers that a text ends with; an error type that was cut off is made whole."""
    *others, (name, value) = headers or [("", "")]
    known = [each for each in GATEWAYS_ERROR_TYPES if each.startswith(value)]
    is_cut = name.lower() == "x-amzn-errortype" and bool(value) and len(known) == 1
    return (*others, (name, known[0])) if is_cut else tuple(headers)


def _request(request: re.Match[str], message: _Message, *, is_wire: bool) -> Excerpt:
    http_method, target = request.groups()
    return Excerpt(
        form="request",
        lines=message.lines,
        http_method=http_method,
        url=_address(target, message.headers),
        request_headers=_sent(message, is_wire=is_wire),
        request_body=message.body,
    )


def _sent(message: _Message, *, is_wire: bool) -> Headers | None:
    """Return the headers, None when some were left out: then a missing one proves nothing."""
    sent = tuple(message.headers)
    names = {name.lower() for name, _ in sent}
    is_whole = bool(sent) and not message.leaves_out and (is_wire or names & _ADDED_BY_CLIENTS)
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
