"""What a JSON document tells of a call: an answer, an error, a log record, a HAR entry."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from services.doctor.readers.documents.answer_body import is_answer_body
from services.doctor.readers.documents.har_files import as_status, har_excerpts
from services.doctor.readers.excerpt import (
    JSON_OF_AN_APP,
    REFUSED_BY_COGNITO,
    Excerpt,
    error_document,
)
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING, is_unseen
from services.doctor.readers.log_lines import read_log_lines
from services.doctor.readers.paste import Paste
from services.doctor.readers.sdk_errors import is_name_of_others, read_sdk_errors
from services.traffic.exchange import Headers

_STATUS = (
    "statuscode",
    "httpstatuscode",
    "http_status",
    "status_code",
    "clientstatus",
    "status",
    "responsestatus",
    "http.status_code",
    "http.response.status_code",
    "httpcode",
    "http_code",
    "response_code",
    "responsecode",
    "code",
)
_NAME = ("__type", "code", "name", "errortype", "error_type", "exception", "errorcode")
_MESSAGE = (
    "message",
    "errormessage",
    "error_message",
    "error.message",
    "error_description",
    "msg",
    "error.messagestring",
    "detailedmessage",
    "authorizererror",
    "detail",
)
_SAID = (
    "log",
    "integrationerrormessage",
    "integration.error",
    "error.responsetype",
    "authorizer.error",
    "responsetype",
    "errorresponsetype",
    "reason",
    "trace",
    "stack",
    "cause",
)
# People name the fields of an access log themselves: integrationError, authError.
_ABOUT_AN_ERROR = re.compile(r".*error(?:message|string|reason)?$").match
_OPERATION = ("operation", "operationname", "eventname", "$operation")
_METHOD = ("httpmethod", "method", "request_method")
_URL = ("url", "requesturl", "path", "resourcepath", "uri")
_EXCEPTION = re.compile(r"(?:[\w.]+[.#])?(\w*(?:Exception|Expired|Error))(?::.*)?$")
_BY_LIBRARY = re.compile(r"[Rr]equest failed with status code ([1-5]\d\d)")
_OF_AWS = re.compile(r"\w+Exception$")
_OF_LIBRARY = re.compile(r"[A-Z][a-z]\w{1,60}Error")
_REQUESTS = frozenset({"request", "config", "requestheaders"})
_OF_A_FUNCTION = {"errorType", "errorMessage"}
_OF_LAMBDA = "platform."  # its own records of a call
_ENDS_OF_STATUS = ("status", "statuscode", "status_code")
_BODIES = ("body", "data", "responsebody", "responsetext")
_MOST_FACTS, _MOST_OF_A_LIST, _SHORT, _LONGEST_TEXTS = 600, 5, 20, 8_000
Fact = tuple[tuple[str, ...], str, Any]


def excerpts_of(document: object, text: str, lines: frozenset[int]) -> Iterator[Excerpt]:
    """Yield what the document tells; nothing when no field of it is about a call."""
    if har := har_excerpts(document, lines):
        yield from har
        return
    if isinstance(document, list):
        for each in islice(_objects_in(document), _MOST_OF_A_LIST):
            yield from excerpts_of(each, json.dumps(each), lines)
    elif isinstance(document, dict):
        yield from _object_excerpt(document, text, lines)


def _objects_in(items: list[object]) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, and of the lists in it, the first ones of each."""
    waiting = items[:_MOST_OF_A_LIST]
    for _ in range(_MOST_FACTS):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting[:0] = each[:_MOST_OF_A_LIST]
        elif isinstance(each, dict):
            yield each


def facts_of(document: Mapping[str, Any]) -> list[Fact]:
    """Return (path, name in lower case, value) of every field, the outer ones first."""
    facts: list[Fact] = []
    level: list[tuple[tuple[str, ...], Any]] = [((), document)]
    while level and len(facts) < _MOST_FACTS:
        path, each = level.pop(0)
        pairs = each.items() if isinstance(each, Mapping) else [("", it) for it in each[:20]]
        for key, value in list(pairs)[:_MOST_FACTS]:
            name = str(key).lower()
            inner = _parsed(value)
            facts.append((path, name, value))
            facts.extend((path, *pair) for pair in _named_beside(value))
            if isinstance(inner, dict | list):
                level.append(((*path, name), inner))
    return facts


def _named_beside(value: object) -> Iterator[tuple[str, Any]]:
    """Yield the name and value of an attribute that a list of them holds, as spans do."""
    name = value.get("key", value.get("Name")) if isinstance(value, dict) else None
    if isinstance(name, str) and isinstance(value, dict):
        held = value.get("value", value.get("Value"))
        inner = list(held.values()) if isinstance(held, dict) else [held]
        yield from ((name.lower(), each) for each in inner[:1])


def _parsed(value: object) -> object:
    """Return the object that a text holds: a body inside an event, an answer inside an error."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _object_excerpt(
    document: dict[str, Any], text: str, lines: frozenset[int]
) -> Iterator[Excerpt]:
    facts = facts_of(document)
    sent, received = _headers(facts, is_sent=True), _headers(facts, is_sent=False)
    status, says, wrapped = _status(facts), _said(facts), _wrapped(facts)
    is_missing = status is None and any(map(is_unseen, says))
    told = next((it for each in says if (it := _BY_LIBRARY.search(each[:400]))), None)
    if status is None and told is not None:  # only the library's own sentence was pasted
        yield Excerpt(form="JSON of an HTTP library", lines=lines, status=int(told.group(1)))
        return
    found = Excerpt(
        form=JSON_OF_AN_APP if wrapped else "JSON",
        lines=lines,
        status=status,
        headers=received or (),
        body=_body(document, text, facts, wrapped) if not is_missing else "",
        http_method=_text(facts, _METHOD).upper(),
        url=_text(facts, _URL),
        request_headers=sent,
        operation=_text(facts, _OPERATION),
        error=wrapped or _error(facts),
        says=(BROWSER_SAW_NOTHING, *says) if is_missing else says,
        is_unanswered=is_missing,
    )
    if found.status is None and not found.error and (inner := _in_texts(facts, lines)):
        yield from inner
    elif found.is_answer or found.says or found.is_request:
        yield _as_answer(found)


def _in_texts(facts: list[Fact], lines: frozenset[int]) -> list[Excerpt]:
    """Return what a field quotes: the SDK's exception in a program's log, or lines of a log."""
    texts = [value for _, _, value in facts if isinstance(value, str) and len(value) > _SHORT]
    quoted = Paste(text="\n\n".join(texts)[:_LONGEST_TEXTS])
    answered = (each for each in read_log_lines(quoted) if each.status is not None)
    found = read_sdk_errors(quoted)[:1] or tuple(answered)
    return [replace(it, lines=lines, form=f"JSON with an {it.form}") for it in found]


def _as_answer(found: Excerpt) -> Excerpt:
    is_refusal = bool(found.error) and found.status is None
    return replace(found, status=REFUSED_BY_COGNITO) if is_refusal else found


def _status(facts: list[Fact]) -> int | None:
    for wanted in _STATUS:
        for _, name, value in facts:
            if name == wanted and (status := as_status(value)) is not None:
                return status
    others = (as_status(value) for _, name, value in facts if name.endswith(_ENDS_OF_STATUS))
    return next((each for each in others if each is not None), None)


def _error(facts: list[Fact]) -> str:
    named = [value for _, name, value in facts if name in _NAME and isinstance(value, str)]
    found = [match.group(1) for value in named if (match := _EXCEPTION.match(value[:200]))]
    return next((each for each in found if _OF_AWS.match(each)), "")


def _wrapped(facts: list[Fact]) -> str:
    """Return the exception of AWS that an app's own JSON names as its error, without a sentence."""
    if _error(facts) or _text(facts, _MESSAGE):
        return ""
    name = _text(facts, ("error",))
    return name if _OF_AWS.fullmatch(name) and not is_name_of_others(name) else ""


def _text(facts: list[Fact], names: tuple[str, ...]) -> str:
    for wanted in names:
        for _, name, value in facts:
            if name == wanted and isinstance(value, str) and value not in ("", "-"):
                return value
    return ""


def _said(facts: list[Fact]) -> tuple[str, ...]:
    texts = [it for _, name, it in facts if name in (*_SAID, *_MESSAGE) or _ABOUT_AN_ERROR(name)]
    named = (it for _, key, it in facts if key in _NAME and _OF_LIBRARY.fullmatch(str(it)))
    texts.extend(f"{name}: {_text(facts, _MESSAGE)}" for name in islice(named, 1))
    if _text(facts, ("type",)).startswith(_OF_LAMBDA):
        texts.append(f"Status: {_text(facts, ('status',))}")
    flat = [it for each in texts for it in (each if isinstance(each, list) else [each])]
    return tuple(each for each in flat if isinstance(each, str) and each not in ("", "-"))


def _headers(facts: list[Fact], *, is_sent: bool) -> Headers | None:
    for path, name, value in facts:
        if not name.endswith(("headers", "header")) or not (pairs := _pairs(value)):
            continue
        is_request = bool(_REQUESTS & {*path, name}) or _is_event(facts, path)
        if is_request == is_sent:
            return pairs
    return None


def _pairs(value: object) -> Headers:
    """Return headers from an object, or from a list of names with values."""
    if isinstance(value, dict):
        inner = value.get("map")  # as React Native and node-fetch keep them
        shown = inner if isinstance(inner, dict) else value
        return tuple((str(key), _joined(each)) for key, each in shown.items())
    items = value[:_MOST_FACTS] if isinstance(value, list) else []
    named = [
        (it.get("name", it.get("key")), it.get("value")) for it in items if isinstance(it, dict)
    ]
    return tuple((str(name), str(each)) for name, each in named if name is not None)


def _is_event(facts: list[Fact], path: tuple[str, ...]) -> bool:
    return any(each == path and name in ("httpmethod", "requestcontext") for each, name, _ in facts)


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _body(document: dict[str, Any], text: str, facts: list[Fact], wrapped: str) -> str:
    """Return the answer's body: the document itself, or the one inside a record of the call."""
    if wrapped:
        return error_document(wrapped, "")
    if is_answer_body(document) or _is_of_appsync(facts):
        return text.strip()
    for path, name, value in facts:
        if isinstance(value, dict) and value.keys() >= _OF_A_FUNCTION:
            return json.dumps(value)
        is_answers = name in _BODIES and not _REQUESTS & set(path)
        if is_answers and isinstance(value, dict | str) and value:
            return _decoded(value, facts) if isinstance(value, str) else json.dumps(value)
    message, error = _text(facts, _MESSAGE), _error(facts)
    if error:
        return error_document(error, message)
    return json.dumps({"message": message}) if message else ""


def _decoded(text: str, facts: list[Fact]) -> str:
    """Return a body as it was sent, where the record says that it is in base64."""
    if not any(name == "isbase64encoded" and value is True for _, name, value in facts):
        return text
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except ValueError:
        return text


def _is_of_appsync(facts: list[Fact]) -> bool:
    return any(path == ("errors", "") and name == "errortype" for path, name, _ in facts)
