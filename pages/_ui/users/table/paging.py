"""Paging both ways and to any page; the address never keeps a page that there is not."""

import streamlit as st

from pages._ui.users.table.address_field import PAGE, AddressField, put
from services.users.snapshot.question import UserRows

_FIELD = AddressField(name=PAGE, label="Page")
_DIGITS = 9


def asked_page() -> int:
    """Return the page that the address names; what is no number means the first."""
    asked = _FIELD.one()
    return max(int(asked), 1) if asked.isdecimal() and len(asked) <= _DIGITS else 1


def correct_page(shown: UserRows) -> None:
    """Write the last page into the address where it names one beyond."""
    if shown.page != asked_page():
        _to_page(shown.page)


def draw_paging(shown: UserRows) -> None:
    """Draw where in the answer the page is, the way to any page, and those to its neighbours."""
    if shown.pages == 1:
        st.caption("Page 1 of 1", width="content")
        return
    key = _FIELD.key()
    st.caption("Page", width="content")
    st.number_input(
        "Page", value=shown.page, min_value=1, step=1, width=110, key=key, on_change=_FIELD.take,
        args=(key,), label_visibility="collapsed",
    )  # fmt: skip
    _step("Previous", shown.page - 1, is_possible=shown.page > 1)
    st.caption(f"Page {shown.page:,} of {shown.pages:,}", width="content")
    _step("Next", shown.page + 1, is_possible=shown.page < shown.pages)


def _step(label: str, page: int, *, is_possible: bool) -> None:
    is_next = label == "Next"
    st.button(
        label,
        key=f"admin_users_{label.lower()}",
        icon=":material/chevron_right:" if is_next else ":material/chevron_left:",
        icon_position="right" if is_next else "left",
        disabled=not is_possible,
        on_click=_to_page,
        args=(page,),
    )


def _to_page(page: int) -> None:
    put({PAGE: () if page == 1 else (str(page),)})
