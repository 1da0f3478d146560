"""Reads a status that stands alone or in a sentence, and printed objects; the last resort."""

import json
import re
from itertools import islice

from services.doctor.readers.excerpt import REFUSED_BY_COGNITO, Excerpt, error_document
from services.doctor.readers.paste import Paste

_STATUS = re.compile(
    r"^[ \t]*([1-5]\d\d)(?:[ \t]+[^\W\d_][^\n]{0,60})?[ \t]*$"
    r"|\bstatus(?:[ _-]?code)?[\"']?\s{0,3}[:=]?\s{0,3}[\"']?([1-5]\d\d)\b"
    r"|\b(?:HTTP|error|code|response|returns?|returned|got|gives?|receiv\w+)[ :=(]{1,3}(?:an? |the )?([45]\d\d)\b"
    r"|\(([45]\d\d)\)"
    r"|\b([45]\d\d)[ :-]{1,3}(?:Unauthori[sz]ed|Forbidden|Not Found|Bad Request|Internal Server Error|Bad"
    r" Gateway|Gateway Time|Too Many|Unsupported|Payload|Request|Service Unavailable|Method Not)",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"(?<![\w.-])[\"']?(\$?[A-Za-z_][\w.-]{0,40})[\"']?\s{0,3}[:=]\s{0,3}"
    r"(?:'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"|`([^`\n]*+)`|([^\s,{}\[\]()'\"][^,}\])\n]{0,300}))"
)
_MESSAGE = frozenset({"message", "errormessage", "error_description", "msg"})
_NAME = frozenset({"code", "name", "__type", "errortype", "error"})
_EXCEPTION = re.compile(r"(?:.*[.#])?(\w+Exception)$")
_QUOTED_MESSAGE = re.compile(r"[\"'][Mm]essage[\"']\s{0,3}:\s{0,3}[\"']")
_MOST_FIELDS = 60
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST_SENTENCE = 2_000
WORDS = "words"


def read_printed_objects(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the answer in an object that a language prints: Node, Dart, Kotlin, Swift, Ruby."""
    found = list(islice(_FIELD.finditer(paste.text), _MOST_FIELDS))
    fields = [(it.group(1).lower(), next(filter(None, it.groups()[1:]), "")) for it in found]
    message = next((value for name, value in fields if name in _MESSAGE and _WORD.search(value)), "")
    names = [_EXCEPTION.match(value) for name, value in fields if name in _NAME]
    error = next((each.group(1) for each in names if each), "")
    status = _STATUS.search(paste.text)
    if not message or not (error or status or _QUOTED_MESSAGE.search(paste.text)):
        return ()
    told = next((int(group) for group in status.groups() if group), None) if status else None
    usual = REFUSED_BY_COGNITO if error else None
    error_type = [(name, value) for name, value in fields if name == "x-amzn-errortype"]
    return (
        Excerpt(
            form="printed object",
            lines=frozenset().union(*(paste.lines_of(it.start(), it.end()) for it in found)),
            status=told or usual,
            headers=tuple(error_type),
            body=error_document(error, message) if error else json.dumps({"message": message}),
            error=error,
        ),
    )


def read_status_words(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the status that the text names, with or without a reason in any language."""
    found = _STATUS.search(paste.text)
    if found is None:
        return ()
    status = next(int(group) for group in found.groups() if group)
    return (
        Excerpt(
            form=f"the status {status}",
            lines=paste.lines_of(found.start(), found.end() - 1),
            status=status,
        ),
    )


def read_sentence(paste: Paste) -> tuple[Excerpt, ...]:
    """Return the first sentences of a text that has no form: a cause may know their words."""
    told = [(number, line) for number, line in enumerate(paste.lines) if _WORD.search(line)]
    if not told:
        return ()
    said = " ".join(line.strip() for _, line in told)[:_LONGEST_SENTENCE]
    return (Excerpt(form=WORDS, lines=frozenset(), says=(said,)),)
