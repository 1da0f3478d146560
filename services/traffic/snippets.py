"""Snippets: an exchange as a command to paste, secrets as variables unless they are asked for."""

import json
import re
import shlex
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from services.traffic.exchange import Exchange
from services.traffic.redaction import is_secret_field, token_spans

_HEADER_VARIABLES = {"authorization": "TOKEN", "x-api-key": "API_KEY", "cookie": "COOKIE"}
_TOKEN_VARIABLE = "TOKEN"  # noqa: S105 - a variable's name
_SENT_AS_IT_IS = ":/?#@!$&'()*+,;=%~"  # curl would expand [1-3] and {a,b} that are not encoded
_SAFE_IN_DOUBLE_QUOTES = re.compile(r'[^"\\$`!\n]*')


@dataclass(frozen=True, slots=True)
class _Variable:
    """Stands where a secret stood; the reader sets it in the shell before pasting."""

    name: str


_Piece = str | _Variable


def curl(exchange: Exchange, reveal: bool = False) -> str:
    """Return the curl command that repeats the request, for a POSIX shell.

    Secrets are variables such as "$TOKEN" to be set first; `reveal` writes them out. A variable
    inside a JSON body takes its value as JSON text, so quotes and backslashes need a backslash.
    """
    url = _shell_word(_url_pieces(quote(exchange.url, safe=_SENT_AS_IT_IS), reveal))
    lines = [f"curl --include --request {shlex.quote(exchange.method)} {url}"]
    for name, value in exchange.request_headers:
        # "Name:" alone would tell curl to leave the header out; "Name;" sends it empty.
        start: _Piece = f"{name}: " if value else f"{name};"
        pieces = [start, *_header_pieces(name, value, reveal)]
        lines.append(f"--header {_shell_word(pieces)}")
    if exchange.request_body is not None:
        lines.append(f"--data-raw {_shell_word(_body_pieces(exchange.request_body, reveal))}")
    return " \\\n  ".join(lines)


def python_requests(exchange: Exchange, reveal: bool = False) -> str:
    """Return a Python script that repeats the request with `requests`.

    Secrets are read from environment variables; `reveal` writes them out.
    """
    headers = [
        f"        {name!r}: {_python_header(value, _header_pieces(name, value, reveal))},"
        for name, value in exchange.request_headers
    ]
    lines = [
        "response = requests.request(",
        f"    {exchange.method!r},",
        f"    {_python_text(_url_pieces(exchange.url, reveal))},",
        *(["    headers={", *headers, "    },"] if headers else []),
    ]
    if exchange.request_body is not None:
        lines.append(f"    data={_python_body(exchange.request_body, reveal)},")
    lines += [
        "    allow_redirects=False,",
        "    timeout=30,",
        ")",
        "print(response.status_code, response.reason)",
        "print(response.text)",
    ]
    code = "\n".join(lines)
    modules = [
        name
        for name in ("json", "os", "requests")
        if name == "requests" or re.search(rf"\b{name}\.(dumps|environ)\b", code)
    ]
    return "\n".join([*(f"import {name}" for name in modules), "", code])


def _url_pieces(url: str, reveal: bool) -> list[_Piece]:
    return [url] if reveal else _without_tokens(url)


def _header_pieces(name: str, value: str, reveal: bool) -> list[_Piece]:
    variable = _HEADER_VARIABLES.get(name.lower())
    if reveal or not value:
        return [value]
    if variable is None:
        return _without_tokens(value)
    scheme, space, _ = value.partition(" ")
    return (
        [f"{scheme} ", _Variable(variable)] if space and scheme.isalpha() else [_Variable(variable)]
    )


def _body_pieces(body: str, reveal: bool) -> list[_Piece]:
    """Return the body cut at its secrets; a JSON body is written again when it has some."""
    if reveal:
        return [body]
    document = _json_container(body)
    if document is None:
        return _without_tokens(body)
    plain = json.dumps(document, ensure_ascii=False)
    mark = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in plain)
    text = json.dumps(_marked(document, mark), ensure_ascii=False)
    if mark not in text:
        return [body]
    cut = text.split(mark)  # secrets stand at the odd places
    return [_Variable(part) if place % 2 else part for place, part in enumerate(cut)]


def _python_header(value: str, pieces: list[_Piece]) -> str:
    """Return the expression for a header's value; beyond ASCII, requests would send Latin-1."""
    text = _python_text(pieces)
    return text if value.isascii() else f"({text}).encode()"


def _python_body(body: str, reveal: bool) -> str:
    document = None if reveal else _json_container(body)
    if isinstance(document, dict) and len(_body_pieces(body, reveal)) > 1:
        return f"json.dumps({_python_value(document)})"
    return f"({_python_text(_body_pieces(body, reveal))}).encode()"


def _python_value(value: Any) -> str:
    if isinstance(value, dict):
        fields = (f"{key!r}: {_python_field(key, each)}" for key, each in value.items())
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_python_value, value))}]"
    return _python_text(_without_tokens(value)) if isinstance(value, str) else repr(value)


def _python_field(key: str, value: Any) -> str:
    if isinstance(value, str) and is_secret_field(key):
        return _python_text([_Variable(_variable_name(key))])
    return _python_value(value)


def _python_text(pieces: list[_Piece]) -> str:
    """Return a Python expression for the text."""
    terms = [
        f'os.environ["{piece.name}"]' if isinstance(piece, _Variable) else repr(piece)
        for piece in pieces
        if piece
    ]
    return " + ".join(terms) if terms else "''"


def _json_container(body: str) -> dict[str, Any] | list[Any] | None:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None


def _marked(value: Any, mark: str) -> Any:
    """Return the document with each secret replaced by its variable's name between marks."""
    if isinstance(value, dict):
        return {
            key: f"{mark}{_variable_name(key)}{mark}"
            if isinstance(each, str) and is_secret_field(key)
            else _marked(each, mark)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_marked(each, mark) for each in value]
    if not isinstance(value, str):
        return value
    return "".join(
        f"{mark}{piece.name}{mark}" if isinstance(piece, _Variable) else piece
        for piece in _without_tokens(value)
    )


def _variable_name(field: str) -> str:
    return re.sub(r"\W", "_", field, flags=re.ASCII).upper()


def _without_tokens(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = 0
    for start, stop in token_spans(text):
        pieces += [text[end:start], _Variable(_TOKEN_VARIABLE)]
        end = stop
    return [*pieces, text[end:]]


def _shell_word(pieces: list[_Piece]) -> str:
    """Return one word of a POSIX shell; variables stand in double quotes, text in single ones."""
    if not any(isinstance(piece, _Variable) for piece in pieces):
        return shlex.quote("".join(str(piece) for piece in pieces))
    if all(
        isinstance(piece, _Variable) or _SAFE_IN_DOUBLE_QUOTES.fullmatch(piece) for piece in pieces
    ):
        inner = (piece if isinstance(piece, str) else f"${piece.name}" for piece in pieces)
        return f'"{"".join(inner)}"'
    return "".join(
        f'"${piece.name}"' if isinstance(piece, _Variable) else shlex.quote(piece)
        for piece in pieces
        if piece
    )
