"""Redaction: text, headers and bodies made safe to show, log or copy."""

import hashlib
import json
import logging
import re
from typing import Any

from services.traffic.exchange import Headers

# Three base64url parts (a JWS), or five (a JWE: Cognito's refresh token), each "eyJ..." first.
_TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?")
_QUOTED_HEADER = re.compile(
    r"'[^'\n]{1,4000}'(?= not a valid key=value pair)|(?<=in Authorization header: "
    r")'[^'\n]{0,4000}'"
    r"|(?<=\bAuthorization=)(?!Bearer \[hidden)(?:(?:Basic|Bearer) )?\S{1,4000}"
)
_QUOTE = r"(?:\\?[\"']|%22)?"
_NAMED = (
    r"\b(?:\w*password|\w*passwd|pwd|\w*secret(?:_?hash|(?:_?access)?_?key)?|session|api[-_]?key"
    rf"|\w*token|authorization){_QUOTE}(?: |%20)?(?:[=:]|%3[ad])(?: |%20)?"
)
_OTHER = r"(?!\[hidden|(?:basic|bearer|null|undefined|none)\b)"
_BARE = r"[^\s\"',;&}]"
# Behind a scheme alone a secret is told from a word, and from the code that reads it, by a digit.
_NAMED_SECRET = re.compile(
    rf"(?P<quoted>{_NAMED}\\?(?P<quote>[\"'])){_OTHER}(?:(?!(?P=quote))\S){{4,4000}}"
    rf"|(?P<bare>{_NAMED}{_QUOTE}){_OTHER}{_BARE}{{4,4000}}"
    rf"|(?P<header>{_NAMED}{_QUOTE}basic(?:[ +]|%20))(?![\[$<{{(]){_BARE}{{4,4000}}"
    rf"|(?P<basic>\bbasic(?:[ +]|%20))(?={_BARE}{{0,4000}}[\d=])(?![\[$<{{(]){_BARE}{{8,4000}}"
    rf"|(?P<bearer>\bbearer(?:[ +]|%20))(?={_BARE}{{0,4000}}\d)(?![\[$<{{(]){_BARE}{{8,4000}}",
    re.IGNORECASE,
)
_TOO_LONG_TO_GUESS = 64  # characters; Cognito's tokens and sessions have hundreds
_AUTH_HEADERS = frozenset({"authorization", "x-api-key", "cookie", "set-cookie"})
_SECRET_FIELDS = re.compile(
    r"(?:old_?|new_?|previous|proposed|temporary)?password|secret(?:_?hash|_?code|_?key)?"
    r"|client_?secret|session|mfa_?code|(?:id|access|refresh)_?token|authorization|token"
    r"|software_token_mfa_code|x-api-key",
    re.IGNORECASE,
)


def fingerprint(secret: str) -> str:
    """Return eight hexadecimal digits that tell two secrets apart and reveal neither."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def masked(secret: str) -> str:
    """Return the stand-in for a secret: a token's fingerprint and length; of a password, nothing.

    A password or code is short enough to be guessed from its hash, so only a longer secret
    shows one.
    """
    if len(secret) < _TOO_LONG_TO_GUESS:
        return "[hidden]" if secret else ""
    return f"[hidden {fingerprint(secret)}, {len(secret)} characters]"


def is_secret_field(name: str) -> bool:
    """Tell whether a JSON field of this name holds a secret."""
    return _SECRET_FIELDS.fullmatch(name) is not None


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return where tokens begin and end in `text`."""
    return [match.span() for match in _TOKEN.finditer(text)]


def redact_text(text: str) -> str:
    """Return `text` with every token in it masked."""
    return _TOKEN.sub(lambda match: masked(match.group()), text)


def redact_said(text: str) -> str:
    """Return a sentence of AWS or of a log with its tokens, secrets and quoted headers masked.

    AWS repeats the Authorization header of a call that it reads as signed with AWS keys.
    """
    return _NAMED_SECRET.sub(_hidden, _QUOTED_HEADER.sub("[hidden]", redact_text(text)))


def _hidden(found: re.Match[str]) -> str:
    names = ("quoted", "bare", "header", "basic", "bearer")
    return next(found[name] for name in names if found[name]) + "[hidden]"


def redact_headers(headers: Headers) -> Headers:
    """Return the headers with credentials masked; an authorization scheme stays readable."""
    return tuple((name, _header_value(name, value)) for name, value in headers)


def redact_body(body: str | None) -> str | None:
    """Return a JSON body with secret fields masked, other text with its tokens masked."""
    if not body:
        return body
    try:
        document = json.loads(body)
        if not isinstance(document, dict | list):
            return redact_text(body)
        return json.dumps(redact_document(document), ensure_ascii=False)
    except ValueError:
        return redact_text(body)
    except RecursionError:  # too deep to look through, so all of it may be secret
        return masked(body)


def redact_document(document: Any) -> Any:
    """Return a copy of a JSON-like value with secret fields and tokens masked."""
    if isinstance(document, dict):
        return {key: _field_value(str(key), value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [redact_document(item) for item in document]
    return redact_text(document) if isinstance(document, str) else document


def _field_value(key: str, value: Any) -> Any:
    if isinstance(value, str) and is_secret_field(key):
        return masked(value)
    return redact_document(value)


def _header_value(name: str, value: str) -> str:
    if name.lower() not in _AUTH_HEADERS:
        return redact_text(value)
    scheme, space, rest = value.partition(" ")
    if space and scheme.isalpha():
        return f"{scheme} {masked(rest)}"
    return masked(value)


class RedactingFormatter(logging.Formatter):
    """A log formatter that masks tokens in everything it writes, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact_text(super().format(record))
