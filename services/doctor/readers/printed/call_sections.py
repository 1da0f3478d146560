"""Reads a call that a tool shows under headings: request, its headers, response, its headers."""

import re
from dataclasses import dataclass, field

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers, header

_SIDE = re.compile(r"\W{0,5}(?:the )?(request|response)\b[a-z -]{0,50}\W{0,5}", re.IGNORECASE)
_HEADERS = re.compile(
    r"\W{0,5}(?:(?:common|response|request|raw) )*headers?(?: raw)?\W{0,9}", re.IGNORECASE
)
_BODY = re.compile(r"\W{0,5}(?:response |request )?(?:body|text|payload|data|logs?)\b.{0,60}", re.I)
_FACT = re.compile(
    r"\W{0,5}(status(?: ?code)?|response(?: code)?|http status|method|http method|url|uri"
    r"|request url|from|endpoint)\"?\s{0,20}[:=]\s{0,3}\"?(\S.{0,2000})",
    re.IGNORECASE,
)
_BARE_STATUS = re.compile(r"\W{0,5}([1-5]\d\d)(?:[ :-]{1,3}[A-Z][A-Za-z ]{1,40})?")
_BEFORE_STATUS = re.compile(r"|status(?: code)?:?|code\s+details|.{0,9}https?://\S+", re.IGNORECASE)
_STATUS = re.compile(r"([1-5]\d\d)\b")
_METHOD = re.compile(r"(?:HttpMethod\(value=)?(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b")
_URL = re.compile(r"(?:https?://|/)\S{1,2000}")
_PAIR = re.compile(r"[-\u2022\">\s]{0,6}(:?[A-Za-z][\w-]{1,60})\"?\s{0,3}:\s{0,3}\"?(.*?)\"?,?")
_SENT_BY_CLIENTS = ("host", "user-agent", "accept", ":authority", "Authorization")
_STATUS_FACTS = ("status", "response", "http status")
_MOST_LINES = 600


@dataclass(slots=True, kw_only=True)
class _Call:
    """What the lines told so far; `side` is the part that the next headers are of."""

    side: str = ""
    is_in_headers: bool = False
    above: str = ""
    taken: set[int] = field(default_factory=set)
    facts: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    received: list[tuple[str, str]] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take a line; return False for one that is no heading, fact or header."""
        if _BODY.fullmatch(line):
            self.is_in_headers = False
        elif _HEADERS.fullmatch(line) or _SIDE.fullmatch(line):
            self._begin(line)
        elif (fact := _FACT.fullmatch(line)) and self._knows(fact.group(1), fact.group(2)):
            return True
        elif (bare := _BARE_STATUS.fullmatch(line)) and _BEFORE_STATUS.fullmatch(self.above):
            self.facts.setdefault("status", bare.group(1))
        else:
            return self._take_header(line)
        return True

    def _begin(self, line: str) -> None:
        side = _SIDE.fullmatch(line)
        self.side = side.group(1).lower() if side else self.side or "response"
        self.is_in_headers = "header" in line.lower()

    def _knows(self, name: str, value: str) -> bool:
        kind = name.lower()
        if kind.startswith(_STATUS_FACTS):
            if not (found := _STATUS.match(value)):
                return False
            self.facts.setdefault("status", found.group(1))
            self.side = "response" if kind == "response" else self.side
        elif kind.endswith("method"):
            if not (found := _METHOD.match(value)):
                return False
            self.facts.setdefault("method", found.group(1))
        elif not (found := _URL.match(value)):
            return False
        else:
            self.facts.setdefault("url", found.group())
        return True

    def _take_header(self, line: str) -> bool:
        pair = _PAIR.fullmatch(line) if self.is_in_headers else None
        if pair is None:
            return False
        target = self.sent if self.side == "request" else self.received
        target.append((pair.group(1), pair.group(2)))
        return True


def read_call_sections(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the call; nothing without a status and headers of the response."""
    call = _Call()
    for number, raw in enumerate(paste.lines[:_MOST_LINES]):
        if line := raw.strip():
            if call.take(line):
                call.taken.add(number)
            call.above = line
    if "status" not in call.facts or not call.received:
        return ()
    return (
        Excerpt(
            form="call under headings",
            lines=frozenset(call.taken),
            status=int(call.facts["status"]),
            headers=tuple(call.received),
            http_method=call.facts.get("method", ""),
            url=call.facts.get("url", ""),
            request_headers=_shown(tuple(call.sent)),
        ),
    )


def _shown(sent: Headers) -> Headers | None:
    """Return the headers that were sent; None where those that every client adds are missing."""
    is_whole = any(header(sent, name) is not None for name in _SENT_BY_CLIENTS)
    return sent if is_whole else None
