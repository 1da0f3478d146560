"""Letters as they were before a page, a mail, a log or a word processor wrote them its own way."""

import quopri
import re
from html import unescape
from urllib.parse import unquote

from services.tokens.unwrapped import UNSEEN_LETTERS, USUAL_LETTERS

_INVISIBLE = re.compile(UNSEEN_LETTERS)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_ENTITY = re.compile(r"&(?:quot|gt|lt|apos|amp|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_PAGE = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>(?:\n|$)?|</(?:p|div|li)>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:pre|code|span|p|div|b|i|em|strong|li|ul|kbd|samp)(?: [^<>\n]{0,300})?>")
_PRINTABLE = re.compile(r"=(?:3D|20|22|09)")
_SOFT_BREAK = re.compile(r"=\n")
_PERCENT_JSON = re.compile(r"%(?:25)*7B%(?:25)*22", re.IGNORECASE)
_TYPOGRAPHIC_JSON = re.compile("[{,:]\\s{0,9}[\u201c\u201d\u201e\u00ab]")
_TYPOGRAPHIC = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))
_MOST_LAYERS = 3


def plain_letters(text: str, *, is_document: bool) -> str:
    """Return the text without escapes, tags and signs that are not of what was copied.

    What stands in a whole JSON document is its own, so only its spaces are made usual ones.
    """
    shown = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text).translate(USUAL_LETTERS))
    if is_document:
        return shown
    shown = _without_page(shown)
    if _PRINTABLE.search(shown) and (_SOFT_BREAK.search(shown) or "=20\n" in shown):
        octets = quopri.decodestring(shown.encode("utf-8", "replace"))
        shown = octets.decode("utf-8", "replace").replace("\r\n", "\n")
    for _ in range(_MOST_LAYERS):
        if not _PERCENT_JSON.search(shown):
            break
        shown = unquote(shown)
    return shown.translate(_TYPOGRAPHIC) if _TYPOGRAPHIC_JSON.search(shown) else shown


def _without_page(text: str) -> str:
    """Return the text of a page's source; a whole page is an answer, so it stays."""
    is_copied = _TAG.search(text) and not _PAGE.search(text)
    shown = _TAG.sub("", _BREAK.sub("\n", text)) if is_copied else text
    return unescape(shown) if _ENTITY.search(shown) else shown
