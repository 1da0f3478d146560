"""A question as words: the names and values that the address of the page Users has; pure.

Somebody who found users there copies the address, and asks the same question with it elsewhere.
"""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl

from services.errors import InputError
from services.users.directory import UserStatus
from services.users.snapshot.question import (
    ANYWHERE,
    USERNAME,
    DayRange,
    TextMatch,
    UserQuestion,
    Verified,
)

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
Words = Mapping[str, tuple[str, ...]]
PREFIX = "admin_users_"  # before each name in the page's address
TEXT, MATCH, WHERE, STATUS, ENABLED = "text", "match", "where", "status", "enabled"
GROUP, VERIFIED, SORT, ORDER, COLUMNS = "group", "verified", "sort", "order", "columns"
_DAYS = ("created_from", "created_to", "modified_from", "modified_to")
NAMES = (TEXT, MATCH, WHERE, STATUS, ENABLED, GROUP, VERIFIED, *_DAYS, SORT, ORDER, COLUMNS)
_ALIASES = {"q": TEXT, "search": TEXT}
_SEVERAL = (STATUS, GROUP, COLUMNS)
_STATES = tuple(it for it in UserStatus if it is not UserStatus.UNKNOWN)
_ENABLED = {"enabled": True, "true": True, "disabled": False, "false": False}
_ORDERS = {"ascending": False, "descending": True}


def words_of(texts: Iterable[str]) -> Words:
    """Return values by name out of texts such as `status=CONFIRMED&group=admins`.

    A text is `NAME=VALUE`, the part of an address behind its question mark, or a whole address, of
    which only the table's own names count. Raises InputError for a name that no question has.
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for name, value in _pairs(text):
            if value:
                found[name] = (*found.get(name, ()), value)
    for name, values in found.items():
        if len(values) > 1 and name not in _SEVERAL:
            raise InputError(f"The filter {name} is there twice.", hint="Name it once.")
    return found


def question_of_words(words: Words) -> UserQuestion:
    """Return the question; raises InputError for a value that the filter does not take."""
    created_from, created_to, modified_from, modified_to = (_day(words, it) for it in _DAYS)
    return UserQuestion(
        text=_one(words, TEXT, str) or "",
        match=_one(words, MATCH, _word(TextMatch, MATCH)) or TextMatch.CONTAINS,
        where=_one(words, WHERE, str) or ANYWHERE,
        statuses=tuple(map(_word(_STATES, STATUS), words.get(STATUS, ()))),
        enabled=_one(words, ENABLED, lambda it: _of_table(_ENABLED, ENABLED, it)),
        groups=words.get(GROUP, ()),
        verified=_one(words, VERIFIED, _word(Verified, VERIFIED)),
        created=DayRange(first=created_from, last=created_to),
        modified=DayRange(first=modified_from, last=modified_to),
        sort=_one(words, SORT, str) or USERNAME,
        is_descending=_one(words, ORDER, lambda it: _of_table(_ORDERS, ORDER, it)) or False,
    )


def require_known(name: str, values: Iterable[str], known: Collection[str]) -> None:
    """Raise InputError, with what is near it, for a value that is not among the known ones."""
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=3) or sorted(known)
            hint = f"There is {', '.join(near)}." if near else "There is none yet."
            raise InputError(f"There is no {name} {value!r}.", hint=hint)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and values; only what is a part of an address is decoded as one."""
    is_address = text.startswith(("http://", "https://", "/", "?"))
    query = text.partition("?")[2] if is_address else text
    is_part = is_address or "&" in query or query.startswith(PREFIX)
    pairs = parse_qsl(query, keep_blank_values=True) if is_part else [_pair(query)]
    if not (is_address or any(value.strip() for _, value in pairs)):
        raise _valueless(text)  # as where a shell's variable is empty: else everybody would fit
    for given, value in pairs:
        is_own = given.startswith(PREFIX)
        name = given.removeprefix(PREFIX)
        name = _ALIASES.get(name, name)
        if name in NAMES and (is_own or not is_address):
            yield name, value.strip()
        elif not is_address and not is_own:
            near = difflib.get_close_matches(name, NAMES, n=3) or NAMES
            raise InputError(f"There is no filter {given!r}.", hint=f"There is {', '.join(near)}.")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise _valueless(text)
    return name.strip(), value


def _valueless(text: str) -> InputError:
    return InputError(
        f"The filter {text!r} has no value.", hint="Write NAME=VALUE, such as status=CONFIRMED."
    )


def _one(words: Words, name: str, read: Callable[[str], T]) -> T | None:
    return next(map(read, words.get(name, ())), None)


def _word(kind: Iterable[Word], name: str) -> Callable[[str], Word]:
    return lambda text: _of_table({it.value: it for it in kind}, name, text)


def _of_table(table: Mapping[str, T], name: str, text: str) -> T:
    found = {key.casefold(): value for key, value in table.items()}
    if text.casefold() not in found:
        raise InputError(
            f"The filter {name} does not take {text!r}.", hint=f"It takes {', '.join(table)}."
        )
    return found[text.casefold()]


def _day(words: Words, name: str) -> date | None:
    try:
        return _one(words, name, date.fromisoformat)
    except ValueError:
        raise InputError(f"The filter {name} is no day.", hint="Write YYYY-MM-DD.") from None
