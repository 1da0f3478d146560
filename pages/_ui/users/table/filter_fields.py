"""The fields that search, filter and sort the users; every one of them stands in the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui.page.visible import visible
from pages._ui.users.table.asked_options import with_asked
from pages._ui.users.table.column_words import column_words
from pages._ui.users.user_status import status_words
from services.users.directory import UserStatus
from services.users.snapshot import question as q
from services.users.snapshot.question import DayRange, TextMatch, UserQuestion, Verified
from services.users.snapshot.snapshot import Snapshot

PAGE = "admin_users_page"
TEXT, MATCH, WHERE = "admin_users_text", "admin_users_match", "admin_users_where"
STATUS, ENABLED, GROUPS = "admin_users_status", "admin_users_enabled", "admin_users_group"
VERIFIED = "admin_users_verified"
CREATED, MODIFIED = "admin_users_created", "admin_users_modified"
SORT, ORDER = "admin_users_sort", "admin_users_order"
DAYS = tuple(f"{name}_{end}" for name in (CREATED, MODIFIED) for end in ("from", "to"))
_ENABLED, _DISABLED, _EITHER = "Enabled", "Disabled", "Either"
SIGN_IN = (_EITHER, _ENABLED, _DISABLED)
_NO_FILTER: dict[str, object] = {
    TEXT: "",
    MATCH: TextMatch.CONTAINS.value,
    WHERE: q.ANYWHERE,
    STATUS: [],
    ENABLED: _EITHER,
    GROUPS: [],
    VERIFIED: "",
    **dict.fromkeys(DAYS),
}
_IN_PANEL = {key: none for key, none in _NO_FILTER.items() if key not in (TEXT, MATCH, WHERE)}
FILTERS = tuple(_NO_FILTER)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # Streamlit's own are near today
_UP, _DOWN = "Ascending", "Descending"
_COMMON = ("username", "email", "phone_number", "name")
STATES = tuple(status.value for status in UserStatus if status is not UserStatus.UNKNOWN)
_Known = Mapping[str, object]


def to_first_page() -> None:
    st.session_state[PAGE] = 1


def set_filters(fields: _Known) -> None:
    """Set these filters and no others: a saved filter, or what was clicked in a chart."""
    known = {key: value for key, value in fields.items() if key in FILTERS}
    st.session_state.update({**_NO_FILTER, **known})
    to_first_page()


def filter_fields(snapshot: Snapshot, tools: DeltaGenerator) -> UserQuestion:
    """Draw the search, and filters and order as panels in `tools`; return what they ask for."""
    attributes = snapshot.attribute_names()
    text, match, where = _search(attributes)
    with tools:
        filters = _filters(snapshot.group_names())
        sort, is_descending = _order(attributes)
    return replace(
        filters, text=text, match=match, where=where, sort=sort, is_descending=is_descending
    )


def _search(attributes: tuple[str, ...]) -> tuple[str, TextMatch, str]:
    with st.container(horizontal=True, vertical_alignment="bottom", key="admin_users_search"):
        text = st.text_input(
            "Search", key=TEXT, bind="query-params", on_change=to_first_page, max_chars=2048,
            icon=":material/search:", placeholder="A part of a name, an address, an attribute",
            autocomplete="off",
        )  # fmt: skip
        with st.container(horizontal=True, width="content", key="admin_users_compared"):
            match = st.selectbox(
                "Compare", [each.value for each in TextMatch], key=MATCH, bind="query-params",
                on_change=to_first_page, width=150,
            )  # fmt: skip
            others = (name for name in attributes if name not in _COMMON)
            where = st.selectbox(
                "In", with_asked(WHERE, (q.ANYWHERE, *_COMMON, *others), _where_words),
                key=WHERE, bind="query-params",
                on_change=to_first_page, format_func=_where_words, width=190,
            )  # fmt: skip
    return text or "", TextMatch(match), where or q.ANYWHERE


def _where_words(name: str) -> str:
    return column_words(name) if name else "every attribute"


def _filters(groups: tuple[str, ...]) -> UserQuestion:
    count = sum(st.session_state.get(key, none) != none for key, none in _IN_PANEL.items())
    title = f"Filters: {count}" if count else "Filters"
    with st.popover(title, icon=":material/filter_list:", key="admin_users_filters"):
        statuses = st.pills(
            "Status", STATES, selection_mode="multi", key=STATUS, bind="query-params",
            format_func=lambda status: status_words(status).label, on_change=to_first_page,
        )  # fmt: skip
        enabled = st.segmented_control(
            "Sign-in", SIGN_IN, key=ENABLED, default=_EITHER,
            required=True, bind="query-params", on_change=to_first_page,
        )  # fmt: skip
        chosen = st.multiselect(
            "In one of these groups", with_asked(GROUPS, groups, visible), key=GROUPS,
            bind="query-params",
            format_func=visible, on_change=to_first_page,
        )  # fmt: skip
        verified = st.selectbox(
            "Verified", ["", *(each.value for each in Verified)], key=VERIFIED,
            bind="query-params", format_func=lambda word: word or "any",
            on_change=to_first_page,
        )  # fmt: skip
        created, modified = _days("Created", CREATED), _days("Changed", MODIFIED)
    return UserQuestion(
        statuses=tuple(statuses),
        enabled={_ENABLED: True, _DISABLED: False}.get(str(enabled)),
        groups=tuple(chosen),
        verified=Verified(verified) if verified else None,
        created=created,
        modified=modified,
    )


def _days(label: str, key: str) -> DayRange:
    left, right = st.columns(2)
    with left:
        first = _day(f"{label} from (UTC)", f"{key}_from")
    with right:
        last = _day(f"{label} to (UTC)", f"{key}_to")
    return DayRange(first=first, last=last)


def _day(label: str, key: str) -> date | None:
    return st.date_input(
        label, value=None, min_value=FIRST_DAY, max_value=LAST_DAY, key=key, format="YYYY-MM-DD",
        bind="query-params", on_change=to_first_page,
    )  # fmt: skip


def _order(attributes: tuple[str, ...]) -> tuple[str, bool]:
    with st.popover("Sort", icon=":material/swap_vert:", key="admin_users_sorting"):
        fields = with_asked(SORT, (*q.OWN_FIELDS, *_COMMON, *attributes), column_words)
        sort = st.selectbox(
            "Sort all users by", fields, key=SORT, bind="query-params",
            format_func=column_words, on_change=to_first_page,
        )  # fmt: skip
        order = st.segmented_control(
            "Order", [_UP, _DOWN], key=ORDER, default=_UP, required=True, bind="query-params",
            on_change=to_first_page,
        )  # fmt: skip
    return sort or q.USERNAME, order == _DOWN
