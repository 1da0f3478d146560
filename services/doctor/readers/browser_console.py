"""Reads a browser's CORS messages and the addresses that carry an OAuth error or tokens."""

import re
from json import dumps
from urllib.parse import parse_qsl, urlsplit

from services.doctor.readers.excerpt import REDIRECT, Excerpt
from services.doctor.readers.library_errors import BROWSER_SAW_NOTHING
from services.doctor.readers.paste import Paste

_BROWSERS_WORDS = re.compile(
    r"CORS policy|Cross-Origin|not allowed by Access-Control|Preflight response|CORS-Anfrage"
    r"|CORS header|Same Origin Policy|CORS request|multiorigine|Fetch API cannot load"
    r"|CORS\b[^\n]{0,40}'?Access-Control|XMLHttpRequest cannot load"
    r"|'Access-Control-Allow-Origin' header is present"
    r"|Response (?:for|to) preflight|Credentials flag is"
)
# Firefox's own sentence in its other languages.
_MISSING = re.compile(
    r"CORS[^\n]{0,60}Access-Control-Allow-Origin[^\n]{0,9}(?:fehlt|manquant|absent|mancante|ausente)"
    r"|(?:falta|manque|manca)[^\n]{0,40}CORS[^\n]{0,9}Access-Control-Allow-Origin",
    re.IGNORECASE,
)
_MISSING_IN_ENGLISH = "CORS header 'Access-Control-Allow-Origin' missing"
_ADDRESS = re.compile(
    r"(?:https?|[a-z][\w.+-]{1,30})://[^\s\"'<>]{4,8000}"
    r"|(?<![\w.])[?#](?:error|id_token)=[^\s\"'<>]+"
    r"|(?<![\w.])[?#&]?error_description=[^\s\"'<>`]+"
)
_FAILED = re.compile(r"(?:net::ERR_FAILED|The response had HTTP status code) ([45]\d\d)")
_AT_ITS_END = re.compile(
    r"(?:Status ?code|C\u00f3digo de (?:estado|status)|Code d.\u00e9tat\s?|Codice di stato)"
    r": ?([45]\d\d)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s\"'<>)]{3,2000}")
_MOST = 6
_LONGEST_BEFORE, _LONGEST_AFTER = 600, 900


def read_cors_messages(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the browser's sentence on CORS: it hides the answer, and often its status."""
    found = _BROWSERS_WORDS.search(paste.text)
    if found is None:
        return ()
    start = max(paste.text.rfind("\n", 0, found.start()) + 1, found.start() - _LONGEST_BEFORE)
    line = paste.text[start : found.end() + _LONGEST_AFTER].partition("\n")[0]
    status = _FAILED.search(paste.text) or _AT_ITS_END.search(line)
    address = _URL.search(line)
    missing = (_MISSING_IN_ENGLISH,) if _MISSING.search(line) else ()
    return (
        Excerpt(
            form="a browser's message on CORS",
            lines=paste.lines_of(start, start + len(line)),
            status=int(status.group(1)) if status else None,
            url=address.group() if address else "",
            says=(line.strip(), *missing, *(() if status else (BROWSER_SAW_NOTHING,))),
            is_unanswered=status is None,
        ),
    )


def read_redirects(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the error that an address carries, as hosted UI and apps are sent back with it."""
    for _, found in zip(range(_MOST), _ADDRESS.finditer(paste.text), strict=False):
        told = _parameters(found.group().replace("[", "").replace("]", ""))
        if "error" in told:
            return (_redirect(paste, found, told),)
    return ()


def _parameters(address: str) -> dict[str, str]:
    """Return the parameters of an address, of which the part before them may be cut off."""
    if "://" not in address:
        return dict(parse_qsl(address.lstrip("?#&")))
    parts = urlsplit(address)
    return dict(parse_qsl(f"{parts.query}&{parts.fragment}"))


def _redirect(paste: Paste, found: re.Match[str], told: dict[str, str]) -> Excerpt:
    kept = {name: told[name] for name in ("error", "error_description") if name in told}
    return Excerpt(
        form=REDIRECT,
        lines=paste.lines_of(found.start(), found.end()),
        body=dumps(kept),
        says=tuple(kept.values()),
    )
