"""Reads the entries of a HAR file, as browsers and proxies save the calls of a page."""

import re
from typing import Any

from services.doctor.readers.excerpt import MAY_BE_LEFT_OUT, Excerpt
from services.traffic.exchange import Headers

_OF_CHROME, _LEFT_OUT = "WebInspector", frozenset({"authorization", "cookie"})


def har_excerpts(document: object, lines: frozenset[int]) -> tuple[Excerpt, ...]:
    """Return each call of the file, empty for a document that is none."""
    entries = _har_entries(document)
    left_out = _left_out(document, entries)
    return tuple(_har_excerpt(each, lines, left_out) for each in entries)


def as_status(value: object) -> int | None:
    """Return a status from a number or a text such as 401 Unauthorized, else None."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    found = re.fullmatch(r"([1-5]\d\d)(?: [A-Za-z ]{0,40})?", text)
    return int(found.group(1)) if found else None


def _har_entries(document: object) -> list[dict[str, Any]]:
    log = document.get("log") if isinstance(document, dict) else None
    entries = log.get("entries") if isinstance(log, dict) else None
    if entries is None and isinstance(document, dict) and _is_entry(document):
        entries = [document]
    return [each for each in entries if _is_entry(each)][:50] if isinstance(entries, list) else []


def _is_entry(document: object) -> bool:
    sides = (
        (document.get("request"), document.get("response")) if isinstance(document, dict) else ()
    )
    return bool(sides) and all(
        isinstance(s, dict) and isinstance(s.get("headers"), list) for s in sides
    )


def _left_out(document: object, entries: list[dict[str, Any]]) -> tuple[str, ...]:
    """Tell whether the browser may have left the token out: Chrome and Edge do so by default."""
    log = document.get("log") if isinstance(document, dict) else None
    creator = log.get("creator") if isinstance(log, dict) else None
    is_theirs = isinstance(creator, dict) and creator.get("name") == _OF_CHROME
    sent = {name.lower() for each in entries for name, _ in _har_headers(each["request"])}
    return (MAY_BE_LEFT_OUT,) if is_theirs and not sent & _LEFT_OUT else ()


def _har_excerpt(
    entry: dict[str, Any], lines: frozenset[int], left_out: tuple[str, ...]
) -> Excerpt:
    request, response = entry["request"], entry["response"]
    content, posted = response.get("content"), request.get("postData")
    status = as_status(response.get("status"))
    return Excerpt(
        form="entry of a HAR file",
        lines=lines,
        status=status,
        headers=_har_headers(response),
        body=str(content.get("text") or "") if isinstance(content, dict) else "",
        http_method=str(request.get("method") or ""),
        url=str(request.get("url") or ""),
        request_headers=_har_headers(request),
        request_body=str(posted.get("text") or "") if isinstance(posted, dict) else "",
        says=left_out,
        is_unanswered=status is None,
    )


def _har_headers(side: dict[str, Any]) -> Headers:
    pairs = [each for each in side["headers"] if isinstance(each, dict)]
    return tuple((str(each.get("name") or ""), str(each.get("value") or "")) for each in pairs)
