"""Every filter that is set, by its name, in one line; a click on one takes it off."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.users.table import table_fields as f
from pages._ui.users.table.address_field import put
from pages._ui.users.table.table_fields import Fields, set_filters

_LONGEST = 40


def draw_chips(fields: Fields) -> None:
    """Draw nothing without a filter."""
    chips = _chips(fields)
    if not chips:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="admin_users_chips"):
        for number, (words, names) in enumerate(chips):
            st.button(
                words,
                key=f"admin_users_chip_{number}",
                icon=":material/close:",
                icon_position="right",
                help="Take this filter off",
                on_click=put,
                args=(dict.fromkeys(names, ()),),
            )
        st.button(
            "Show all",
            key="admin_users_all",
            type="tertiary",
            help="Takes off the search and every filter. The order and the columns stay.",
            on_click=set_filters,
            args=({},),
        )


def filter_words(fields: Fields) -> tuple[str, ...]:
    """Return what each chip says, as Markdown."""
    return tuple(words for words, _ in _chips(fields))


def _chips(fields: Fields) -> list[tuple[str, tuple[str, ...]]]:
    """Return each chip's words and the fields that it takes off."""
    chips: list[tuple[str, tuple[str, ...]]] = []
    if fields[f.TEXT].read():
        chips.append((_search_words(fields), (f.TEXT, f.MATCH, f.WHERE)))
    for name in (f.STATUS, f.ENABLED, f.GROUPS, f.VERIFIED):
        field = fields[name]
        if field.read():
            said = " or ".join(_short(field.words(each)) for each in field.read())
            chips.append((f"{field.label}: {said}", (name,)))
    for label, names in (("Created", f.DAYS[:2]), ("Changed", f.DAYS[2:])):
        if any(fields[name].read() for name in names):
            chips.append((f"{label}: {_span(*(fields[name].one() for name in names))}", names))
    return chips


def _search_words(fields: Fields) -> str:
    where = fields[f.WHERE].one()
    said = f"{fields[f.MATCH].one()} {_short(fields[f.TEXT].one())}"
    return f"{fields[f.WHERE].words(where) if where else 'Search'}: {said}"


def _span(first: str, last: str) -> str:
    if first == last:
        return f"on {first}"
    return " ".join((*(("from", first) if first else ()), *(("to", last) if last else ())))


def _short(text: str) -> str:
    return md(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
