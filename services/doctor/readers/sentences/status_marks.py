"""Where a text names a status, what stands around it, and how people write of one in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

_NUMBER = re.compile(
    r"(?:(?<![\w.-])|(?<=(?:code|odes|atus|http)[._-]))"
    r"(?:[1-5]\d\d(?![\w/-]|[.,]\d|%)|4\d\d(?=s\b))",
    re.I,
)
_MOST = 60
_OF_A_PHRASE = re.compile(r"[ \t]{0,2}[\])>:,-]{0,2}[ \t]{0,2}[('\"]?([A-Za-z][A-Za-z -]{2,40})")
_OWN_PHRASES = {each.value: each.phrase.lower() for each in HTTPStatus}
_NAMES = {each.phrase.lower().replace(" ", ""): each.value for each in HTTPStatus}
_NAMED = re.compile(
    r"\b(?:status(?:[ _]?code)?|HttpStatus(?:Code)?)(?: is| was)?[ .:=]{1,3}"
    r"([A-Z][A-Za-z_]{3,40})\b"
    r"|\bNet::HTTP([A-Z][A-Za-z]{3,40})\b",
    re.IGNORECASE,
)
# An error whose whole sentence is HTTP's phrase, perhaps after the name of what failed.
_PHRASE_ALONE = re.compile(
    r"(?:Error|Exception)\b[^\n]{0,120}?(?:: |\] )([A-Z][A-Za-z -]{5,40})[\"'.)\]]{0,2}[ \t]*$",
    re.MULTILINE,
)
_BEFORE, _AFTER = 300, 60
_FIRST_ERROR = 400
_REASONS = (
    r"(?:Unauthori[sz]ed|Forbidden|Not Found|Bad Request|Bad Gateway|(?:Internal )?Server Error"
    r"|Gateway Time-?out|Too Many Requests|Service Unavailable|Unsupported Media Type"
    r"|Payload Too Large|Request Entity Too Large|Method Not Allowed)"
)
_REASON_BEFORE = re.compile(
    rf"\b{_REASONS}\W{{1,3}}(?:(?:error|message|status|code|response|exception|with|an?)\W{{1,3}})"
    r"{0,3}$",
    re.IGNORECASE,
)
_REASON_AFTER = re.compile(rf"\W{{1,5}}{_REASONS}\b", re.IGNORECASE)
_ERROR_AFTER = re.compile(
    r"[`'\"*]{0,2}\s+(?:http\s+)?(?:errors?|status(?:\s+codes?)?|responses?|exceptions?)\b",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:ge(?:t|ts|tting)|got|giv(?:e|es|ing)|gave|return\w*|receiv\w*|throw\w*|threw|fail\w*"
    r"|respond\w*|result\w*|see|seeing|saw|shows?|answer\w*|with|keeps?|always|bombs|hits?|an?|the)"
    r"\W{1,3}(?:(?:an?|the|http|https|status|code|error|response|always|back|me|us|only|just|out"
    r"|with|in|to|as|of|still)\W{1,3}){0,4}$",
    re.IGNORECASE,
)
# Only of an answer, or of what was wished for: much else "is" a number.
_IS_BEFORE = re.compile(
    r"\b(?:status|code|answer|response|expect\w*|should|instead)\b[^.\n]{0,60}\b(?:is|was)\W{1,3}"
    r"(?:(?:now|still|always|actually|an?)\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\W{0,3}$|[.,;:)!?'\"`*]|\s+(?:\W{0,3}(?:errors?|status|codes?|responses?|from|when|whenever|on"
    r"|in|for|at|but|and|or|with|back|instead|every|if|after|cors|http|exception|because|as|to)\b)",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:should|would|expect\w*|instead of|rather than|want\w*|supposed to|not an?|no longer)\b"
    r"[^.,;:\n]{0,40}$",
    re.IGNORECASE,
)
# What a sentence quotes without a number, and the status that AWS gives it.
_PHRASES = (
    ("missing authentication token", 403),
    ("endpoint request timed out", 504),
    ("internal server error", 500),
    ("unsupported media type", 415),
    ("too many requests", 429),
    ("limit exceeded", 429),
    ("bad gateway", 502),
    ("gateway timeout", 504),
    ("gateway time-out", 504),
    ("service unavailable", 503),
    ("forbidden", 403),
    ("unauthorized", 401),
)
_QUOTE = "\"'`\u2018\u2019\u201c\u201d*"
_QUOTED = re.compile(
    rf"(?:[{_QUOTE}]|\b(?:error|message|failed|response|status|says?|said|got|get)\b:?\s{{1,3}}"
    rf"[{_QUOTE}]?)"
    rf"({'|'.join(phrase for phrase, _ in _PHRASES)})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMark:
    """One number that may be a status, and the text before and after it on its line."""

    status: int
    start: int
    end: int
    before: str
    after: str

    @property
    def has_own_phrase(self) -> bool:
        """Tell whether HTTP's own words for this status follow it, as in `[401] Unauthorized`."""
        found = _OF_A_PHRASE.match(self.after)
        return found is not None and found.group(1).lower().startswith(
            _OWN_PHRASES.get(self.status, "?")
        )


def status_marks(text: str) -> Iterator[StatusMark]:
    """Yield the first numbers of three digits that stand alone."""
    for found in islice(_NUMBER.finditer(text), _MOST):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        yield StatusMark(
            status=int(found.group()),
            start=found.start(),
            end=found.end(),
            before=before.rpartition("\n")[2],
            after=text[found.end() : found.end() + _AFTER].partition("\n")[0],
        )


def named_status(text: str) -> StatusMark | None:
    """Return the refusal that a text names in words alone, such as `status code Forbidden`."""
    told = (*islice(_NAMED.finditer(text), _MOST), *islice(_PHRASE_ALONE.finditer(text), _MOST))
    for found in told:
        name = next(filter(None, found.groups())).replace("_", "").replace(" ", "").lower()
        if (status := _NAMES.get(name, 0)) >= _FIRST_ERROR:
            return StatusMark(
                status=status, start=found.start(), end=found.end(), before="", after=""
            )
    return None


def is_status_in_prose(mark: StatusMark) -> bool:
    """Tell whether a sentence says that this was the answer's status."""
    if mark.status < _FIRST_ERROR:
        return False
    if _REASON_AFTER.match(mark.after) or _ERROR_AFTER.match(mark.after):
        return True
    if _REASON_BEFORE.search(mark.before):
        return True
    is_said = _VERB_BEFORE.search(mark.before) or _IS_BEFORE.search(mark.before)
    return is_said is not None and _NOT_A_COUNT.match(mark.after) is not None


def is_expected(mark: StatusMark) -> bool:
    """Tell whether the sentence says that it wanted this status and got another one."""
    return is_wanted(mark.before)


def is_wanted(before: str) -> bool:
    """Tell whether a sentence wishes for what follows these words of it."""
    return _EXPECTED.search(before[-_BEFORE:]) is not None


def quoted_reason(text: str) -> tuple[int, int] | None:
    """Return the status of the first reason that a sentence quotes, and where it stands."""
    found = _QUOTED.search(text)
    if found is None:
        return None
    return dict(_PHRASES)[found.group(1).lower()], found.start(1)
