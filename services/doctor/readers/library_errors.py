"""Reads errors of HTTP libraries: axios, Angular, requests, urllib, wget, PowerShell and others."""

import re
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste
from services.doctor.readers.sentences.status_marks import StatusMark, status_marks

_URL = re.compile(r"https?://[^\s\"'<>)]{3,2000}")
_MOST, _LONGEST_LINE = 4, 1_000
# What each library writes right before the status of an answer, or right after it.
_BEFORE = re.compile(
    r"(?:status code:?|HTTP ?(?:Status )?Error:?|\bERROR|returned error:|response code:?|"
    r"indicate success:|resulted in a `?|<Response \[|status(?:Code| code)? (?:of|is|was)|"
    r"net::ERR_\w+|(?:Client|Server) error ['`]|failure response for \S{1,250}:|"
    r"\b(?:GET|POST|PUT|PATCH|DELETE|OPTIONS) https?://\S{1,250}) ?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r" (?:Client|Server) Error: ")
_IN_BRACKETS = re.compile(r"\) ?(?:[^\W\d_]|\.)")
_FIRST_ERROR = 400
_UNANSWERED_IN_BROWSER = re.compile(
    r"AxiosError: Network Error|\bNetwork Error\b|Failed to fetch|NetworkError when "
    r"attempting to fetch"
    r"|TypeError: (?:Load failed|Network request failed)|: 0 Unknown Error|net::ERR_FAILED(?! \d)"
    r"|TypeError: fetch failed|ERR_NETWORK\b"
)
_UNANSWERED = re.compile(
    r"Could not resolve host|getaddrinfo ENOTFOUND|Name or service not known|NXDOMAIN"
    r"|Unable to resolve host|nodename nor servname|UnknownHostException"
    r"|NameResolutionError|Could not connect to the endpoint URL"
    r"|ECONNREFUSED|Connection refused|Failed to connect to|ECONNRESET|ETIMEDOUT"
    r"|Connection timed out|Timeout error fetching|Connection timeout to host"
    r"|Operation timed out|Max retries exceeded|SSL certificate problem|SSLHandshakeException"
    r"|net::ERR_(?:CERT|NAME|CONNECTION|SSL|ADDRESS|INTERNET)\w*|curl: \(\d{1,2}\)"
    r"|[Nn]o such host\b|dial tcp [^\n]{1,200}: i/o timeout|Temporary failure in name resolution",
)
_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|OPTIONS) https?://")
BROWSER_SAW_NOTHING = "The browser reports that no answer could be read."


def read_library_errors(paste: Paste) -> tuple[Excerpt, ...]:
    """Return each error of an HTTP library, and whether it says that no answer came."""
    marks = (each for each in status_marks(paste.text) if _is_answer(each))
    if answered := [_answered(paste, each) for each in islice(marks, _MOST)]:
        return tuple(answered)
    seen = _UNANSWERED_IN_BROWSER.search(paste.text)
    missed = seen or _UNANSWERED.search(paste.text)
    if missed is None or _is_answered_beside(paste.text, missed):
        return ()
    line = paste.text[missed.start() :].partition("\n")[0][:300]
    return (
        Excerpt(
            form="a browser's error without an answer" if seen else "error without an answer",
            lines=paste.lines_of(missed.start(), missed.end()),
            url=_address(paste.text, missed.start(), missed.end()),
            says=(BROWSER_SAW_NOTHING, line) if seen else (line,),
            is_unanswered=True,
        ),
    )


def _is_answered_beside(text: str, missed: re.Match[str]) -> bool:
    """Tell whether a status with its phrase stands on the same line: a program's own words."""
    rest = text[missed.end() : missed.end() + _LONGEST_LINE].partition("\n")[0]
    return any(each.status >= _FIRST_ERROR and each.has_own_phrase for each in status_marks(rest))


def is_unseen(text: str) -> bool:
    """Tell whether a browser's error says that the page was shown no answer."""
    return _UNANSWERED_IN_BROWSER.search(text) is not None


def _is_answer(mark: StatusMark) -> bool:
    if mark.status < _FIRST_ERROR:
        return False
    if mark.before.endswith("("):
        is_said = ": (" in mark.before[-3:] or "error" in mark.before[-20:].lower()
        return is_said and _IN_BRACKETS.match(mark.after) is not None
    return bool(_BEFORE.search(mark.before) or _AFTER.match(mark.after))


def _answered(paste: Paste, mark: StatusMark) -> Excerpt:
    method = _METHOD.search(mark.before)
    return Excerpt(
        form="error of an HTTP library",
        lines=paste.lines_of(mark.start, mark.end),
        status=mark.status,
        http_method=method.group(1) if method else "",
        url=_address(paste.text, mark.start, mark.end),
    )


def _address(text: str, start: int, end: int) -> str:
    line_end = text.find("\n", end)
    line_start = max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LINE)
    address = _URL.search(text, line_start, line_end if line_end >= 0 else end + _LONGEST_LINE)
    return address.group().rstrip(":,.") if address else ""
