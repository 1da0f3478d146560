"""Reads pages of HTML that stand in a text: the error pages of CloudFront, proxies and servers."""

import re

from services.doctor.readers.excerpt import Excerpt
from services.doctor.readers.paste import Paste

# Not inside a text that is quoted: AWS's sentences quote the value that they refuse.
_PAGE = re.compile(r"(?<!')(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_END = "</html>"
_TAG = re.compile(r"<[^>\n]{0,400}>|\\n")
_STATUS = re.compile(r"<(?:title|h1)[^>]{0,40}>\D{0,20}([45]\d\d)\b", re.IGNORECASE)
_LONGEST, _LONGEST_SAID = 8_000, 2_000


def read_error_pages(paste: Paste) -> tuple[Excerpt, ...]:
    """Return what the first page in the text says, with the status that its heading names."""
    found = _PAGE.search(paste.text)
    if found is None:
        return ()
    end = paste.text.lower().find(_END, found.start(), found.start() + _LONGEST)
    stop = end + len(_END) if end >= 0 else min(len(paste.text), found.start() + _LONGEST)
    page = paste.text[found.start() : stop]
    status = _STATUS.search(page)
    said = " ".join(_TAG.sub(" ", page).split())[:_LONGEST_SAID]
    return (
        Excerpt(
            form="page of HTML",
            lines=paste.lines_of(found.start(), stop),
            status=int(status.group(1)) if status else None,
            body=page,
            says=(said,) if said else (),
        ),
    )
