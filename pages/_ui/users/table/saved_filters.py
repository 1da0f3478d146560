"""Saved filters: the filters of this moment under a name, to be set again later."""

from collections.abc import Mapping

import streamlit as st

from pages._ui.page.context import settings
from pages._ui.page.feedback import flash, show_error
from pages._ui.page.visible import visible
from pages._ui.users.table.table_fields import FILTERS, Fields, are_usable, set_filters
from services.errors import LabError
from services.home.saved_filters import Field, forget_filter, save_filter, saved_filters

_NAME = "admin_users_filter_name"
_UNUSABLE = "Cannot be set: in the file it has a value that no filter takes. Remove it."


def draw_saved_filters(fields: Fields) -> None:
    with st.popover("Saved filters", icon=":material/bookmark:", key="admin_users_saved"):
        try:
            found = saved_filters(settings())
        except LabError as error:
            show_error(error)
            return
        named = [*found.kept.items(), *((name, None) for name in found.unreadable)]
        for number, (name, filters) in enumerate(named):
            is_usable = filters is not None and are_usable(fields, filters)
            _draw_saved(number, name, filters or {}, is_usable=is_usable)
        if not named:
            st.caption("None yet. They are kept on this machine, for everybody who uses this lab.")
        st.text_input("Name for the present filters", key=_NAME, max_chars=60, autocomplete="off")
        st.button("Save the filters", key="admin_users_filter_save", on_click=_save, args=(fields,))


def _draw_saved(number: int, name: str, filters: Mapping[str, Field], *, is_usable: bool) -> None:
    """Draw the filter; one that cannot be set as it stands in the file can only be removed."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            f"`{visible(name).replace('`', ' ')}`",
            key=f"admin_users_saved_{number}",
            type="tertiary",
            on_click=set_filters,
            args=(filters,),
            disabled=not is_usable,
        )
        st.button(
            "Remove",
            key=f"admin_users_forget_{number}",
            type="tertiary",
            on_click=_forget,
            args=(name,),
        )
    if not is_usable:
        st.caption(_UNUSABLE)


def _save(fields: Fields) -> None:
    name = str(st.session_state.get(_NAME) or "")
    present = [fields[name] for name in FILTERS]
    kept = {each.name: list(each.read()) for each in present if each.read() != each.usual}
    try:
        save_filter(settings(), name, kept)
    except LabError as error:
        flash(error.one_line())
        return
    flash(f"Filter {name.strip()} saved")


def _forget(name: str) -> None:
    try:
        forget_filter(settings(), name)
    except LabError as error:
        flash(error.one_line())
