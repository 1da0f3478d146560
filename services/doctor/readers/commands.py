"""Reads a copied request: copy as cURL (bash and cmd), fetch, PowerShell, wget and HTTPie."""

import json
import re
import shlex
from collections.abc import Iterator
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste
from services.traffic.exchange import Headers

_COMMAND = re.compile(r"^[ \t]*(?:curl(?:\.exe)?|wget|https?|aws)[ \t]+\S", re.MULTILINE)
# Up to a line's end that is neither escaped nor quoted; every step is taken once.
_REST_OF_COMMAND = re.compile(
    r"""(?:\\[\s\S]|'[^']*+'|"(?:[^"\\]|\\[\s\S])*+"|[\^`]\n|[^'"\n])*+[^\n]*"""
)
_MOST_COMMANDS, _MOST_HEADERS = 8, 60
_FETCH = re.compile(r"\bfetch\(\s*[\"'`]([^\"'`\s]{1,8000})[\"'`]\s*(?:,\s*(\{))?")
_POWERSHELL = re.compile(r"\bInvoke-(?:WebRequest|RestMethod)\b(?! *:)", re.IGNORECASE)
_POWERSHELL_HEADER = re.compile(r"\"([A-Za-z][\w-]{1,60})\"\s*=\s*\"([^\"\n]*)\"")
_POWERSHELL_OPTION = re.compile(r"-(Uri|Method)\s+[\"']?([^\"'\s`]+)", re.IGNORECASE)
_HEADER = re.compile(r":?([\w-]{1,80})[:;]\s*(.*)", re.DOTALL)
_HEADER_OPTIONS = ("-H", "--header")
_BODY_OPTIONS = ("-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json")
_METHOD_OPTIONS = ("-X", "--request", "--method")
_URL_OPTIONS = ("--url", "--location")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def read_commands(paste: Paste) -> tuple[Excerpt, ...]:
    """Return each copied request of the text."""
    return (*_curls(paste), *_fetches(paste), *_powershells(paste))


def _curls(paste: Paste) -> Iterator[Excerpt]:
    end = 0
    for _ in range(_MOST_COMMANDS):
        found = _COMMAND.search(paste.text, end)
        if found is None:
            return
        rest = _REST_OF_COMMAND.match(paste.text, found.end() - 1)
        end = rest.end() if rest else found.end()
        words = _words(paste.text[found.start() : end])
        url = _url(words)
        if not url:
            continue
        body = _value_of(words, _BODY_OPTIONS)
        default = "POST" if body else "GET"
        named = _value_of(words, _METHOD_OPTIONS) or next((w for w in words if w in _METHODS), "")
        yield Excerpt(
            form=f"{words[0].strip()} command",
            lines=paste.lines_of(found.start(), end - 1),
            http_method=(named or default).upper(),
            url=url,
            request_headers=_headers(words),
            request_body=body,
        )


def _words(command: str) -> list[str]:
    plain = command.replace("\\\n", " ").replace("^\n", " ").replace("`\n", " ").replace('^"', '"')
    plain = re.sub(r"(?<= )\$'", "'", plain)
    try:
        return shlex.split(plain)
    except ValueError:  # a quote that does not end: the command was cut off
        return plain.split()


def _url(words: list[str]) -> str:
    named = _value_of(words, _URL_OPTIONS)
    if "://" in named:
        return named
    plain = (word for word in words[1:] if re.match(r"https?://|[\w.-]+\.amazonaws\.com", word))
    return next(plain, "")


def _value_of(words: list[str], options: tuple[str, ...]) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name in options:
            return value if equals else following
        if word[:2] in options and len(word) > 2 and not word.startswith("--"):  # noqa: PLR2004
            return word[2:]
    return ""


def _headers(words: list[str]) -> Headers:
    pairs = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        text = following if word in _HEADER_OPTIONS else ""
        text = word[2:] if word.startswith("-H") and len(word) > 2 else text  # noqa: PLR2004
        text = word.partition("=")[2] if word.startswith("--header=") else text
        text = word if _is_httpie_header(words, word) else text
        if found := _HEADER.match(text):
            pairs.append((found.group(1), found.group(2)))
    return tuple(pairs)


def _is_httpie_header(words: list[str], word: str) -> bool:
    return words[0] in ("http", "https") and bool(re.match(r"[A-Za-z][\w-]+:(?!//)", word))


def _fetches(paste: Paste) -> Iterator[Excerpt]:
    for found in islice(_FETCH.finditer(paste.text), _MOST_COMMANDS):
        options, end = (
            _object_at(paste.text, found.start(2)) if found.group(2) else ({}, found.end())
        )
        headers = options.get("headers")
        pairs = headers.items() if isinstance(headers, dict) else ()
        yield Excerpt(
            form="fetch call",
            lines=paste.lines_of(found.start(), end),
            http_method=str(options.get("method") or "GET").upper(),
            url=found.group(1),
            request_headers=tuple((str(k), str(v)) for k, v in pairs) if options else None,
            request_body=str(options.get("body") or ""),
        )


def _object_at(text: str, start: int) -> tuple[dict[str, object], int]:
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, start
    return value if isinstance(value, dict) else {}, end


def _powershells(paste: Paste) -> Iterator[Excerpt]:
    found = _POWERSHELL.search(paste.text)
    if found is None:
        return
    options = {name.lower(): value for name, value in _POWERSHELL_OPTION.findall(paste.text)}
    if "uri" not in options:
        return
    pairs = list(islice(_POWERSHELL_HEADER.finditer(paste.text), _MOST_HEADERS))
    headers = tuple((each.group(1), each.group(2)) for each in pairs)
    end = pairs[-1].end() if pairs else found.end()
    yield Excerpt(
        form="PowerShell command",
        lines=paste.lines_of(found.start(), end),
        http_method=options.get("method", "GET").upper(),
        url=options["uri"],
        request_headers=headers or None,
    )
