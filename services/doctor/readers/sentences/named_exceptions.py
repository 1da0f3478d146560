"""Names of exceptions as sentences hold them: retold, or wished for, and nobody's answer."""

import re
from itertools import islice

from services.doctor.readers.sentences.status_marks import is_wanted

_MOST_NAMES, _LONGEST_BEFORE = 40, 400
_IN_PROSE = re.compile(r"(?<![\w.:$])([A-Z][a-z]\w{2,60}Exception)\b(?!\(|\s*\w*\s*\))")
# As the SDK for iOS spells them.
_AS_A_CASE = re.compile(
    r"(?<![\w.:$])(userNotFound|userNotConfirmed|codeMismatch|expiredCode|usernameExists"
    r"|passwordResetRequired|invalidPassword)\b(?!\()"
)
_WORDS_BEFORE = re.compile(r"(?:^|\s)(?:[a-z']{1,15} ){3}[`'\"*]{0,3}$")


def exceptions_named(text: str) -> set[str]:
    """Return the exceptions that sentences name, without those that they wish for."""
    told = (
        *islice(_IN_PROSE.finditer(text), _MOST_NAMES),
        *islice(_AS_A_CASE.finditer(text), _MOST_NAMES),
    )
    return {
        f"{it.group(1)[:1].upper()}{it.group(1)[1:].removesuffix('Exception')}Exception"
        for it in told
        if not is_wanted(text[: it.start()].rpartition("\n")[2])
    }


def is_in_a_sentence(text: str, found: re.Match[str]) -> bool:
    """Tell whether a sentence wishes for this exception, or ends with its name alone."""
    before = text[max(0, found.start() - _LONGEST_BEFORE) : found.start()].rpartition("\n")[2]
    is_last = text[found.end() : found.end() + 1] in ("", "\n")
    return is_wanted(before) or (is_last and _WORDS_BEFORE.search(before) is not None)
