"""Reads the Headers pane of a browser's developer tools, as Chrome, Firefox and Safari copy it."""

import re
from collections.abc import Iterator

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers, header

_LABELS = {
    "request url": "url",
    "url": "url",
    "request method": "method",
    "status code": "status",
    "status": "status",
}
_SECTION = re.compile(r"(request|response|general|summary|query)[ -]?(headers|string.*)?\b.*", re.I)
_LABEL = re.compile(r"(request url|url|request method|status code|status):?\s*(.*)", re.I)
_PAIR = re.compile(r":?([A-Za-z][\w-]{1,60}):\s*(.*)")
_NAME_ALONE = re.compile(
    r"(?:authorization|x-am\w+-[\w-]+|content-type|content-length|www-auth\w+|"
    r"access-control-[\w-]+|origin|host|accept|user-agent|via|x-cache|date|referer|x-api-key):?$",
    re.I,
)
_STATUS = re.compile(r"\D{0,20}([1-5]\d\d)\b")
_REQUESTS_OWN = frozenset({"accept", "authorization", "origin", "referer", "user-agent", "host"})
_PROVISIONAL = "provisional headers are shown"
_HALF_A_PANE, _SHORTEST = 2, 3
_QUOTES = ("'", '"', "`")  # an object that a language printed


def read_header_pane(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the call that the pane shows; nothing when the text is no pane."""
    facts: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    taken: set[int] = set()
    lines = paste.lines
    for number, name, value in _rows(lines):
        taken.update((number, number + 1) if not _has_value(lines[number]) else (number,))
        label = _LABELS.get(name)
        if label and label not in facts:
            facts[label] = value
        elif label is None:
            pairs.append((name, value))
    is_code = facts.get("url", "").startswith(_QUOTES)
    if len(facts) < _HALF_A_PANE or "status" not in facts or is_code:
        return ()
    return (_excerpt(facts, tuple(pairs), frozenset(taken), paste.text),)


def _has_value(line: str) -> bool:
    return not (_NAME_ALONE.match(line.strip()) or line.strip().rstrip(":").lower() in _LABELS)


def _rows(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and value; newer panes put the value into the line below its name."""
    for number, line in enumerate(lines):
        text = line.strip()
        if len(text) < _SHORTEST:
            continue
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if not _has_value(text) and below:
            yield number, text.rstrip(":").lower(), below
        elif (found := _LABEL.match(text) if ":" in text else None) or (
            (found := _PAIR.match(text)) and not _SECTION.fullmatch(text)
        ):
            yield number, found.group(1).lower(), found.group(2)


def _excerpt(facts: dict[str, str], pairs: Headers, taken: frozenset[int], text: str) -> Excerpt:
    status = _STATUS.match(facts["status"])
    sent = tuple(pair for pair in pairs if pair[0] in _REQUESTS_OWN)
    is_whole = header(sent, "accept") is not None and _PROVISIONAL not in text.lower()
    is_known = is_whole or header(sent, "authorization") is not None
    return Excerpt(
        form="headers pane of a browser",
        lines=taken,
        status=int(status.group(1)) if status else None,
        headers=tuple(pair for pair in pairs if pair[0] not in _REQUESTS_OWN),
        http_method=facts.get("method", "").upper(),
        url=facts.get("url", ""),
        request_headers=sent if is_known else None,
    )
