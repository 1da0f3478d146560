"""The widgets that search, filter and sort the users; each shows one field of the address."""

from typing import Any

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.table import table_fields as f
from pages._ui.users.table.address_field import (
    FIRST_DAY,
    LAST_DAY,
    AddressField,
    DayField,
    put,
)
from pages._ui.users.table.table_fields import Fields
from services.users.snapshot import question as q

_EITHER = "Either"


def draw_search(fields: Fields) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="admin_users_search"):
        st.text_input(
            "Search", value=fields[f.TEXT].one(), max_chars=2048, icon=":material/search:",
            placeholder="Part of a name", autocomplete="off", **_shows(fields[f.TEXT]),
        )  # fmt: skip
        with st.container(horizontal=True, width="content", key="admin_users_compared"):
            _choice(fields[f.MATCH], width=150)
            _choice(fields[f.WHERE], none=q.ANYWHERE, none_words="every attribute", width=190)


def draw_filters(fields: Fields) -> None:
    with st.popover("Filters", icon=":material/filter_list:", key="admin_users_filters"):
        status = fields[f.STATUS]
        st.pills(
            "Status", status.offered(), selection_mode="multi", required=False,
            default=list(status.read()),
            format_func=status.words, **_shows(status),
        )  # fmt: skip
        enabled = fields[f.ENABLED]
        _segments(enabled, (_EITHER, *(enabled.options or ())), enabled.one() or _EITHER)
        groups = fields[f.GROUPS]
        st.multiselect(
            "In one of these groups", groups.offered(), default=list(groups.read()),
            format_func=visible, **_shows(groups),
        )  # fmt: skip
        _choice(fields[f.VERIFIED], none="", none_words="any")
        for names in (f.DAYS[:2], f.DAYS[2:]):
            for name, column in zip(names, st.columns(2), strict=True):
                with column:
                    _day(fields[name])


def draw_order(fields: Fields) -> None:
    sort, order = fields[f.SORT], fields[f.ORDER]
    arrow = "↓" if order.one() == f.DOWN else "↑"
    with st.popover(
        f"Sort: {sort.words(sort.one())} {arrow}",
        icon=":material/swap_vert:",
        key="admin_users_sorting",
    ):
        _choice(sort, label="Sort all users by")
        _segments(order, order.options or (), order.one())
        st.caption("A click on a column's heading does the same.")


def draw_columns(fields: Fields) -> None:
    columns = fields[f.COLUMNS]
    with st.popover("Columns", icon=":material/view_column:", key="admin_users_columns_panel"):
        st.multiselect(
            "Columns besides the username", columns.options or (), default=list(columns.read()),
            format_func=columns.words, **_shows(columns),
        )  # fmt: skip
        st.button(
            "The usual columns", key="admin_users_columns_usual", type="tertiary",
            disabled=columns.read() == columns.usual, on_click=_usual, args=(columns.name,),
        )  # fmt: skip


def _usual(name: str) -> None:
    put({name: ()})


def draw_page_size(fields: Fields) -> int:
    size = fields[f.SIZE]
    _segments(size, size.options or (), size.one(), label_visibility="collapsed")
    return int(size.one())


def _segments(field: AddressField, options: tuple[str, ...], chosen: str, **more: Any) -> None:
    st.segmented_control(
        field.label, options, default=chosen, required=True, format_func=field.words,
        **_shows(field), **more,
    )  # fmt: skip


def _choice(
    field: AddressField, *, none: str | None = None, none_words: str = "", label: str = "",
    **more: Any,
) -> None:  # fmt: skip
    options = (*(() if none is None else (none,)), *field.offered())

    def words(each: str) -> str:
        return field.words(each) if each else none_words

    st.selectbox(
        label or field.label, options, index=options.index(field.one() or (none or "")),
        format_func=words, **_shows(field), **more,
    )  # fmt: skip


def _day(field: AddressField) -> None:
    assert isinstance(field, DayField)
    st.date_input(
        f"{field.label} (UTC)", value=field.day(), format="YYYY-MM-DD",
        min_value=FIRST_DAY, max_value=LAST_DAY, **_shows(field),
    )  # fmt: skip


def _shows(field: AddressField) -> dict[str, Any]:
    key = field.key()
    return {"key": key, "on_change": field.take, "args": (key,)}
