"""Reads the headers in which AWS names an error, when they were pasted without a status line."""

import re
from collections.abc import Iterable

from services.doctor.readers.excerpt import REFUSED_BY_COGNITO, Excerpt, error_document
from services.doctor.readers.paste import Paste

_HEADER = re.compile(
    r"^\W{0,4}(x-amzn-error(type|message))\"?\s*[:=]\s*\"?(.+?)\"?,?$", re.I | re.M
)
_IN_A_SENTENCE = re.compile(r"x-amzn-error(type)(\W{1,8})(\w{1,60}Exception)\b", re.I)
_CHALLENGE = re.compile(
    r"^\W{0,4}www-authenticate\"?\s*[:=]\s*\"?((?:\w{1,20} )?Bearer\b.{0,2000}?error=\W{0,2}"
    r"(invalid_token|insufficient_scope)\b.*)$",
    re.I | re.M,
)
_CHALLENGES = {"invalid_token": 401, "insufficient_scope": 403}
_OTHERS = re.compile(r"^\W{0,4}([A-Za-z][\w-]{1,60}): (.*)$", re.MULTILINE)
_MOST_HEADERS, _NAME = 40, "www-authenticate"
GATEWAYS_ERROR_TYPES = {
    "UnauthorizedException": 401,
    "ForbiddenException": 403,
    "AccessDeniedException": 403,
    "MissingAuthenticationTokenException": 403,
    "IncompleteSignatureException": 403,
    "InvalidSignatureException": 403,
    "BadRequestException": 400,
    "TooManyRequestsException": 429,
    "LimitExceededException": 429,
    "InternalServerErrorException": 500,
    "AuthorizerConfigurationException": 500,
}


def read_error_headers(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the answer whose error type, and perhaps message, stands in headers alone."""
    found = {it.group(2).lower(): it for it in _HEADER.finditer(paste.text)}
    if "type" not in found and (told := _IN_A_SENTENCE.search(paste.text)):
        found["type"] = told
    if "type" not in found:
        return _challenge(paste)
    name = found["type"].group(3).split(":")[0].strip("`'\"* ")
    message = found["message"].group(3) if "message" in found else ""
    if name in GATEWAYS_ERROR_TYPES and not message:
        return (gateway_answer(name, _lines(paste, found.values()), paste.text),)
    return (
        Excerpt(
            form="headers of an answer",
            lines=_lines(paste, found.values()),
            status=GATEWAYS_ERROR_TYPES.get(name, REFUSED_BY_COGNITO),
            headers=tuple(_OTHERS.findall(paste.text)[:_MOST_HEADERS]),
            body=error_document(name, message),
            error=name,
        ),
    )


def _challenge(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the refusal that a WWW-Authenticate header alone tells."""
    found = _CHALLENGE.search(paste.text)
    if found is None:
        return ()
    others = [each for each in _OTHERS.findall(paste.text) if each[0].lower() != _NAME]
    return (
        Excerpt(
            form="header WWW-Authenticate",
            lines=paste.lines_of(found.start(), found.end()),
            status=_CHALLENGES[found.group(2).lower()],
            headers=((_NAME, found.group(1)), *others[:_MOST_HEADERS]),
        ),
    )


def gateway_answer(name: str, lines: frozenset[int], text: str = "") -> Excerpt:
    """Return the answer of API Gateway that has this error type; `text` may hold more headers."""
    return Excerpt(
        form="error type of API Gateway",
        lines=lines,
        status=GATEWAYS_ERROR_TYPES[name],
        headers=(("x-amzn-ErrorType", name), *_OTHERS.findall(text)[:_MOST_HEADERS]),
    )


def _lines(paste: Paste, found: Iterable[re.Match[str]]) -> frozenset[int]:
    return frozenset().union(*(paste.lines_of(each.start(), each.end()) for each in found))
