"""The fields of the users' table, and the question that the address asks with them."""

from collections.abc import Mapping

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.table.address_field import PAGE, AddressField, DayField, Values, put, values_of
from pages._ui.users.table.column_words import DEFAULT_COLUMNS, column_words
from pages._ui.users.user_status import status_words
from services.users.directory import UserStatus
from services.users.one_user.status_machine import DRAWN
from services.users.snapshot import question as q
from services.users.snapshot.question import DayRange, TextMatch, UserQuestion, Verified

TEXT, MATCH, WHERE = "admin_users_text", "admin_users_match", "admin_users_where"
STATUS, ENABLED, GROUPS = "admin_users_status", "admin_users_enabled", "admin_users_group"
VERIFIED = "admin_users_verified"
CREATED, MODIFIED = "admin_users_created", "admin_users_modified"
SORT, ORDER = "admin_users_sort", "admin_users_order"
COLUMNS, SIZE = "admin_users_columns", "admin_users_size"
PAGE_SIZES = ("10", "25", "60")
UP, DOWN = "Ascending", "Descending"
_ENABLED = {"Enabled": True, "Disabled": False}
DAYS = tuple(f"{name}_{end}" for name in (CREATED, MODIFIED) for end in ("from", "to"))
IN_PANEL = (STATUS, ENABLED, GROUPS, VERIFIED, *DAYS)
FILTERS = (TEXT, MATCH, WHERE, *IN_PANEL)
_DAY_LABELS = ("Created from", "Created to", "Changed from", "Changed to")
_TIMES = "_admin_users_filtered"
COMMON = ("username", "email", "phone_number", "name")
_STATES = tuple(status.value for status in DRAWN)
Fields = Mapping[str, AddressField]


class StatusField(AddressField):
    """Offers the statuses that users here can have; another of Cognito's is taken where named."""

    __slots__ = ()

    def _value(self, asked: str) -> str:
        return super()._value(asked) or next((each for each in UserStatus if each == asked), "")


def table_fields(attributes: Values, groups: Values) -> dict[str, AddressField]:
    """Return every field by its name; the pool's users decide what some of them may hold."""
    everything = tuple(dict.fromkeys((*q.OWN_FIELDS, *COMMON, *DEFAULT_COLUMNS, *attributes)))
    compared = tuple(each.value for each in TextMatch)
    searched = tuple(dict.fromkeys((*COMMON, *attributes)))
    made = (
        AddressField(name=TEXT, label="Search"),
        AddressField(name=MATCH, label="Compare", options=compared, usual=compared[:1]),
        AddressField(name=WHERE, label="In", options=searched, words=column_words, is_open=True),
        StatusField(name=STATUS, label="Status", options=_STATES, words=status_label),
        AddressField(name=ENABLED, label="Sign-in", options=tuple(_ENABLED)),
        AddressField(name=GROUPS, label="Group", options=groups, words=visible, is_open=True),
        AddressField(name=VERIFIED, label="Verified", options=tuple(map(str, Verified))),
        *(_day(name, label) for name, label in zip(DAYS, _DAY_LABELS, strict=True)),
        AddressField(
            name=SORT, label="Sort", options=everything, words=column_words, usual=(q.USERNAME,)
        ),
        AddressField(name=ORDER, label="Order", options=(UP, DOWN), usual=(UP,)),
        AddressField(
            name=COLUMNS,
            label="Columns",
            options=tuple(dict.fromkeys((*DEFAULT_COLUMNS, q.MODIFIED, q.ENABLED, *attributes))),
            words=column_words,
            usual=DEFAULT_COLUMNS,
        ),
        AddressField(
            name=SIZE, label="Per page", options=PAGE_SIZES, words=size_words, usual=PAGE_SIZES[:1]
        ),
    )
    return {field.name: field for field in made}


def _day(name: str, label: str) -> DayField:
    return DayField(name=name, label=label)


def status_label(status: str) -> str:
    return status_words(status).label


def size_words(size: str) -> str:
    return f"{size} per page"


def question_of(fields: Fields) -> UserQuestion:
    """Return what the address asks for."""
    verified = fields[VERIFIED].one()
    return UserQuestion(
        text=fields[TEXT].one(),
        match=TextMatch(fields[MATCH].one()),
        where=fields[WHERE].one() or q.ANYWHERE,
        statuses=fields[STATUS].read(),
        enabled=_ENABLED.get(fields[ENABLED].one()),
        groups=fields[GROUPS].read(),
        verified=Verified(verified) if verified else None,
        created=_range(fields, CREATED),
        modified=_range(fields, MODIFIED),
        sort=fields[SORT].one(),
        is_descending=fields[ORDER].one() == DOWN,
    )


def _range(fields: Fields, name: str) -> DayRange:
    first, last = fields[f"{name}_from"], fields[f"{name}_to"]
    assert isinstance(first, DayField)
    assert isinstance(last, DayField)
    return DayRange(first=first.day(), last=last.day())


def are_usable(fields: Fields, filters: Mapping[str, object]) -> bool:
    """Tell whether every one of them can be set; a filter is set as a whole or not at all."""
    return all(
        name in FILTERS and fields[name].takes(values_of(value)) for name, value in filters.items()
    )


def set_filters(filters: Mapping[str, object]) -> None:
    """Set these filters and no others: a saved filter, or what was clicked in a chart."""
    put(_all_filters(filters))


def are_set(filters: Mapping[str, object]) -> bool:
    """Tell whether these filters and no others are set."""
    return _all_filters(filters) == {name: _now(name) for name in FILTERS}


def toggle_filters(filters: Mapping[str, object]) -> None:
    """Set these filters and no others, or none where they are set already; the users are shown."""
    set_filters({} if are_set(filters) else filters)
    st.session_state[_TIMES] = times_filtered() + 1


def times_filtered() -> int:
    """Return how often a chart was clicked: each time, the users it leads to come into view."""
    times: int = st.session_state.get(_TIMES, 0)
    return times


def _all_filters(filters: Mapping[str, object]) -> dict[str, Values]:
    known = {name: values_of(value) for name, value in filters.items() if name in FILTERS}
    return {**dict.fromkeys(FILTERS, ()), **known}


def _now(name: str) -> Values:
    return tuple(st.query_params.get_all(name))


def sort_by(name: str, now: UserQuestion) -> None:
    """Sort all users by this field; by the one they are sorted by already, the other way round."""
    turned = now.sort == name and not now.is_descending
    put({SORT: () if name == q.USERNAME else (name,), ORDER: (DOWN,) if turned else ()})


def unknown_words(fields: Fields) -> tuple[str, ...]:
    """Name what the address asks for and nobody knows, for example "Status: Gone"."""
    return (
        tuple(f"{field.label}: {value}" for field in fields.values() for value in field.unknown())
        + _page_words()
    )


def _page_words() -> tuple[str, ...]:
    page = AddressField(name=PAGE, label="Page")
    return tuple(f"Page: {each}" for each in page.read() if not each.isdecimal())
