"""AddressField: what the users' table shows stands in the address, and nowhere else.

Streamlit tells a widget in a closed panel nothing of what the page sets: with the next click the
browser would send the widget's old value again, and the table would follow it. So a widget here
only shows the address and writes into it what somebody chose; when the address was changed by
something else, the widget is drawn as a new one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

PAGE = "admin_users_page"
_DRAWN, _LAST = "_admin_users_drawn", "_admin_users_address"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressField:
    """One field: `usual` holds where the address does not name it; without `options`, any text.

    The address may name an option by its value or by the words that stand on the page for it. A
    field that `is_open` takes others as well: a group that is empty, gone or not read yet stays
    asked for and finds nobody, where a filter that is dropped would show everybody.
    """

    name: str
    label: str
    options: Values | None = None
    words: Callable[[str], str] = str
    usual: Values = ()
    is_open: bool = False

    def offered(self) -> Values:
        """Return what a widget offers: the options, and what is asked for besides."""
        return tuple(dict.fromkeys((*(self.options or ()), *self.read())))

    def takes(self, values: Values) -> bool:
        """Tell whether the field can have every one of these values."""
        return all(self._value(each) for each in values)

    def read(self) -> Values:
        asked = st.query_params.get_all(self.name)
        found = tuple(dict.fromkeys(value for each in asked if (value := self._value(each))))
        return found if found or (asked and not any(asked)) else self.usual

    def one(self) -> str:
        return next(iter(self.read() or self.usual), "")

    def unknown(self) -> Values:
        """Return what the address names and the field cannot have."""
        asked = st.query_params.get_all(self.name)
        return tuple(each for each in asked if each.strip() and not self._value(each))

    def key(self) -> str:
        """Return the key of the widget: a new one when something else changed the value."""
        drawn: dict[str, tuple[int, Values]] = st.session_state.setdefault(_DRAWN, {})
        value = self.read()
        times, last = drawn.get(self.name, (0, value))
        drawn[self.name] = (times + (last != value), value)
        return f"{self.name}_{drawn[self.name][0]}" if drawn[self.name][0] else self.name

    def take(self, key: str) -> None:
        """Write into the address what was chosen in the widget: its callback."""
        chosen = values_of(st.session_state[key])
        times, _ = st.session_state[_DRAWN][self.name]
        put({self.name: self.written(chosen)})
        st.session_state[_DRAWN][self.name] = (times, self.read())

    def written(self, values: Values) -> Values:
        """Return how the address names these values; nothing where they are the usual ones."""
        return () if values == self.usual else values or ("",)

    def _value(self, asked: str) -> str:
        if self.options is None:
            return asked.strip()
        named = (each for each in self.options if asked in (each, self.words(each)))
        return next(named, asked.strip() if self.is_open else "")


class DayField(AddressField):
    """A field that holds one day."""

    __slots__ = ()

    def day(self) -> date | None:
        return date.fromisoformat(self.one()) if self.read() else None

    def _value(self, asked: str) -> str:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            return ""
        return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else ""


def values_of(value: object) -> Values:
    """Return a widget's value, or one out of a saved filter, as values of a field."""
    if isinstance(value, dict):  # a day, as saved filters keep it
        value = value.get("day")
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    return (text,) if text else ()


def put(changes: Mapping[str, Values]) -> None:
    """Write these values into the address, and begin with the first page unless one is named."""
    st.query_params.update({PAGE: (), **changes})
    keep_address()


def keep_address() -> None:
    """Remember the address as the page was drawn for it."""
    st.session_state[_LAST] = _whole()


def bring_address_back() -> None:
    """Undo what a part of the page that renews itself was sent with: it may be a click too old."""
    last = st.session_state.get(_LAST)
    if last is not None and last != _whole():
        st.query_params.update(last)


def _whole() -> dict[str, Values]:
    names = (PAGE, *st.session_state.get(_DRAWN, {}))
    return {name: tuple(st.query_params.get_all(name)) for name in names}
