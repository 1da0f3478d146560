"""Which values a filter of the page Users can take: a saved one may have been written by hand."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from pages._ui.users.table import filter_fields as f
from services.users.snapshot.question import TextMatch, Verified


def are_usable(fields: Mapping[str, object]) -> bool:
    """Tell whether every one of them can be set; a filter is set as a whole or not at all."""
    return all(key in _FITS and _FITS[key](value) for key, value in fields.items())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_one_of(words: Collection[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_some_of(words: Collection[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(each in words for each in value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and f.FIRST_DAY <= value <= f.LAST_DAY


_FITS: dict[str, Callable[[object], bool]] = {
    f.TEXT: _is_text,
    f.WHERE: _is_text,
    f.MATCH: _is_one_of(tuple(each.value for each in TextMatch)),
    f.STATUS: _is_some_of(f.STATES),
    f.ENABLED: _is_one_of(f.SIGN_IN),
    f.GROUPS: lambda value: isinstance(value, list),
    f.VERIFIED: _is_one_of(("", *(each.value for each in Verified))),
    **dict.fromkeys(f.DAYS, _is_day),
}
