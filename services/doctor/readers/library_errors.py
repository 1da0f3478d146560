"""Reads errors of HTTP libraries: axios, Angular, requests, urllib, wget, PowerShell and others."""

import re
from itertools import islice

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

_URL = re.compile(r"https?://[^\s\"'<>)]{3,2000}")
_MOST = 4
# What each library writes around the status of an answer.
_ANSWERED = re.compile(
    r"Request failed with status code ([45]\d\d)"
    r"|Http failure response for \S{1,2000}: ([45]\d\d)\b"
    r"|\b([45]\d\d) (?:Client|Server) Error: "
    r"|HTTP ?(?:Status )?Error:? ([45]\d\d)\b"
    r"|\bERROR ([45]\d\d): "
    r"|returned an? (?:error|\w+ error)?:? ?\(([45]\d\d)\)"
    r"|[^\n]{0,200}: \(([45]\d\d)\) [^\W\d_]"
    r"|requested URL returned error: ([45]\d\d)"
    r"|Server returned HTTP response code: ([45]\d\d)"
    r"|does not indicate success: ([45]\d\d)"
    r"|Response code ([45]\d\d)\b"
    r"|resulted in a `?([45]\d\d) "
    r"|<Response \[([45]\d\d)[ \w]*\]>"
    r"|status(?:Code| code)? (?:of|is|was) ([45]\d\d)\b"
    r"|the server responded with a status of ([45]\d\d)"
    r"|net::ERR_\w+ ([45]\d\d)\b"
    r"|(?:GET|POST|PUT|PATCH|DELETE|OPTIONS) https?://\S{1,2000} ([45]\d\d)\b",
    re.IGNORECASE,
)
_UNANSWERED_IN_BROWSER = re.compile(
    r"AxiosError: Network Error|\bNetwork Error\b|Failed to fetch|NetworkError when attempting to fetch"
    r"|TypeError: (?:Load failed|Network request failed)|: 0 Unknown Error|net::ERR_FAILED(?! \d)"
    r"|TypeError: fetch failed|ERR_NETWORK\b"
)
_UNANSWERED = re.compile(
    r"Could not resolve host|getaddrinfo ENOTFOUND|Name or service not known|NXDOMAIN|nodename nor "
    r"servname|UnknownHostException|NameResolutionError|Could not connect to the endpoint URL"
    r"|ECONNREFUSED|Connection refused|Failed to connect to|ECONNRESET|ETIMEDOUT|Connection timed out"
    r"|Operation timed out|Max retries exceeded|SSL certificate problem|SSLHandshakeException"
    r"|curl: \(\d{1,2}\)|No such host is known|Temporary failure in name resolution",
)
_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|OPTIONS) https?://")
BROWSER_SAW_NOTHING = "The browser reports that no answer could be read."


def read_library_errors(paste: Paste) -> tuple[Excerpt, ...]:
    """Return each error of an HTTP library, and whether it says that no answer came."""
    answered = [_answered(paste, found) for found in islice(_ANSWERED.finditer(paste.text), _MOST)]
    if answered:
        return tuple(answered)
    seen = _UNANSWERED_IN_BROWSER.search(paste.text)
    missed = seen or _UNANSWERED.search(paste.text)
    if missed is None:
        return ()
    line = paste.text[missed.start() :].partition("\n")[0][:300]
    return (
        Excerpt(
            form="a browser's error without an answer" if seen else "error without an answer",
            lines=paste.lines_of(missed.start(), missed.end()),
            url=_address(paste.text, missed),
            says=(BROWSER_SAW_NOTHING, line) if seen else (line,),
            is_unanswered=True,
        ),
    )


def is_unseen(text: str) -> bool:
    """Tell whether a browser's error says that the page was shown no answer."""
    return _UNANSWERED_IN_BROWSER.search(text) is not None


def _answered(paste: Paste, found: re.Match[str]) -> Excerpt:
    status = next(int(group) for group in found.groups() if group)
    method = _METHOD.match(found.group())
    return Excerpt(
        form="error of an HTTP library",
        lines=paste.lines_of(found.start(), found.end()),
        status=status,
        http_method=method.group(1) if method else "",
        url=_address(paste.text, found),
    )


def _address(text: str, found: re.Match[str]) -> str:
    line_end = text.find("\n", found.end())
    start = text.rfind("\n", 0, found.start()) + 1
    address = _URL.search(text, start, line_end if line_end >= 0 else len(text))
    return address.group().rstrip(":,.") if address else ""
