"""Where a text names a status, with what stands around it: readers judge by that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

_NUMBER = re.compile(
    r"(?:(?<![\w.-])|(?<=(?:code|odes|atus|http)[._-]))[1-5]\d\d(?![\w/-]|[.,]\d|%)", re.I
)
_MOST = 60
_OF_A_PHRASE = re.compile(r"[ \t]{0,2}[\])>:,-]{0,2}[ \t]{0,2}[('\"]?([A-Za-z][A-Za-z -]{2,40})")
_PHRASES = {each.value: each.phrase.lower() for each in HTTPStatus}
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
_FIRST_ERROR = 400
_BEFORE, _AFTER = 300, 60


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
            _PHRASES.get(self.status, "?")
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
