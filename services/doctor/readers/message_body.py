"""Where the body of a pasted message ends: a prompt, a log or a sentence may follow it."""

import json
import re

_NOTE = re.compile(r"(?:\*|==) |[{}] \[\d+ bytes data\]|\* ?$")
_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:")
_END_OF_PAGE = "</html>"


def body_end(lines: list[str], start: int, stop: int) -> tuple[str, int]:
    """Return the body that follows the headers, and the line after its last one."""
    while start < stop and (not lines[start] or _NOTE.match(lines[start])):
        start += 1
    if start == stop:
        return "", stop
    text = "\n".join(line for line in lines[start:stop] if not _NOTE.match(line))
    return _cut(text, "\n".join(lines[start:stop]), start)


def _cut(text: str, with_notes: str, start: int) -> tuple[str, int]:
    end = _length(text)
    body = text[:end].strip()
    if not body:
        return "", start
    last = body.rpartition("\n")[2]
    place = with_notes.find(last, with_notes.find(body.partition("\n")[0])) + len(last)
    return body, start + with_notes.count("\n", 0, max(place, 0)) + 1


def _length(text: str) -> int:
    """Return how many characters belong to the body."""
    if text[:1] in ("{", "["):
        try:
            return json.JSONDecoder(strict=False).raw_decode(text)[1]
        except (ValueError, RecursionError):
            return _paragraph(text)
    if text[:1] == "<" and (end := text.lower().find(_END_OF_PAGE)) >= 0:
        return end + len(_END_OF_PAGE)
    return _paragraph(text)


def _paragraph(text: str) -> int:
    if _LOG_LINE.match(text):
        return 0
    end = text.find("\n\n")
    return len(text) if end < 0 else end
