"""Paste: a text as people paste it, without what was put around it on the way to us."""

import json
import re
from dataclasses import dataclass, field
from itertools import islice
from textwrap import dedent

from services.doctor.readers.cleaning.letters import plain_letters
from services.doctor.readers.cleaning.line_marks import without_line_marks
from services.doctor.readers.cleaning.wire_traces import as_messages

LONGEST_PASTE = 200_000
_LONGEST_READ, _EACH_END, _LONGEST_LINE, _MOST_TELLING = 16_000, 5_000, 1_000, 80
_TELLING = re.compile(
    r"HTTP/\d|[Ee]xception|[Ee]rror|[Uu]nauthorized|[Ff]orbidden|x-amz|Execution failed|CORS|status"
)
_FENCE = re.compile(
    r"\s*(?:(?:```|~~~)[\w-]*|\{(?:code|noformat|quote|panel)(?::[^\s{}'\"][^{}'\"\n]{0,200})?\}|-{4,}|\[/?code\])\s*"
)
_CLOCK = re.compile(r"\d\d:\d\d:\d\d\.\d+ (?=(?:[<>*=]|==) ?)")
_PROMPT = re.compile(
    r"(?:PS [A-Z]:[^>\n]{0,200}> ?|[A-Z]:\\[^>\n]{0,200}> ?|>>> "
    r"|[\w.-]{1,60}@[\w.-]{1,60}[^$#%\n]{0,99}[$#%] ?"
    r"|[$%\u276f\u279c] )(?=\S|$)"
)
# The marks of curl -v and the stamps of API Gateway's execution log begin a line.
_LOST_LINE_ENDS = re.compile(
    r"(?<=\S)[ \t]+(?=(?:[<>] (?:HTTP/\d|[A-Za-z][\w-]{1,60}: )|\* (?:Connect|Trying |TLS|ALPN))"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4} : )"
)
_FEWEST_LOST = 3
_QUOTED = re.compile(r"\s*(?:>{2,4}|[>|])(?: |$)")
_CURL_MARK = re.compile(r"[<*{}] ?|[<*]$")
_MOSTLY = 0.6
_MOST_WRAPPINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """A cleaned text; `is_cut` tells that the text was longer than what is read of it."""

    text: str = field(repr=False)
    is_cut: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def without(self, taken: frozenset[int]) -> "Paste":
        """Return the paste with these lines emptied, so that each keeps its number."""
        kept = ["" if number in taken else line for number, line in enumerate(self.lines)]
        return Paste(text="\n".join(kept), is_cut=self.is_cut)

    def lines_of(self, start: int, end: int) -> frozenset[int]:
        """Return the numbers of the lines that a span of the text touches."""
        first = self.text.count("\n", 0, start)
        return frozenset(range(first, first + self.text.count("\n", start, end) + 1))


def clean_paste(text: str) -> Paste:
    """Return the paste without byte order mark, colours, prompts, fences and quoting marks.

    A long text keeps its beginning, its end and its telling lines; a JSON document stays whole.
    """
    is_whole = is_document(text[:LONGEST_PASTE])
    is_long = len(text) > _LONGEST_READ and not is_whole
    kept = _shortened(text[:LONGEST_PASTE]) if is_long else text[:LONGEST_PASTE]
    shown = _unwrapped(plain_letters(kept, is_document=is_whole))
    shown = shown if is_whole else as_messages(shown)
    lines = [line for line in dedent(shown).split("\n") if not _FENCE.fullmatch(line)]
    told = "\n".join(without_line_marks(lines))
    told = _LOST_LINE_ENDS.sub("\n", told) if _has_lost_line_ends(told) else told
    lines = told.split("\n")
    lines = [_without_prompt(line) for line in _without_quoting(lines)]
    whole = dedent("\n".join(lines)).strip("\n")
    return Paste(text=whole, is_cut=is_long or len(text) > LONGEST_PASTE)


def _has_lost_line_ends(text: str) -> bool:
    """Tell whether a form or a chat made one line of what curl or a log wrote in several."""
    found = _LOST_LINE_ENDS.finditer(text)
    return len(list(islice(found, _FEWEST_LOST))) == _FEWEST_LOST


def is_document(text: str) -> bool:
    """Tell whether the whole text is one JSON object or array."""
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return False
    try:
        json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def shortened(paste: Paste) -> Paste:
    """Return a document that no reader of JSON took as any other long text."""
    if len(paste.text) <= _LONGEST_READ:
        return paste
    return Paste(text=_shortened(paste.text), is_cut=True)


def _shortened(text: str) -> str:
    start, middle, end = text[:_EACH_END], text[_EACH_END:-_EACH_END], text[-_EACH_END:]
    lines = dict.fromkeys(
        _line_at(middle, found) for found in islice(_TELLING.finditer(middle), _MOST_TELLING)
    )
    kept = "\n".join(lines)[: _LONGEST_READ - 2 * _EACH_END]
    return f"{start}\n{kept}\n{end}"


def _line_at(text: str, found: re.Match[str]) -> str:
    start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - _LONGEST_LINE)
    return text[start : found.end() + _LONGEST_LINE].partition("\n")[0]


def _unwrapped(text: str) -> str:
    """Return the text inside a JSON string, as a log or a debugger shows an answer."""
    for _ in range(_MOST_WRAPPINGS):
        inner = _json_string(text.strip())
        if inner is None:
            return text
        text = inner
    return text


def _json_string(text: str) -> str | None:
    if not (text.startswith('"') and text.endswith('"')):
        return None
    try:
        inner = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return inner if isinstance(inner, str) else None


def _without_quoting(lines: list[str]) -> list[str]:
    """Return the lines without the marks of a quoted mail; those of curl -v look alike."""
    for _ in range(_MOST_WRAPPINGS):
        told = [line for line in lines if line.strip()]
        quoted = [line for line in told if _QUOTED.match(line)]
        others = (line for line in told if not _QUOTED.match(line))
        if len(quoted) < max(1, _MOSTLY * len(told)) or any(map(_CURL_MARK.match, others)):
            return lines
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
    return lines


def _without_prompt(line: str) -> str:
    found = _CLOCK.match(line) or _PROMPT.match(line)
    return line[found.end() :] if found else line
