"""Paging both ways and to any page, and how many users a page has."""

import streamlit as st

from pages._ui.users.table.filter_fields import PAGE, to_first_page
from services.users.snapshot.question import UserRows

PAGE_SIZES = ["10", "25", "60"]


def draw_page_size() -> int:
    chosen = st.segmented_control(
        "Users per page",
        PAGE_SIZES,
        key="admin_users_size",
        default=PAGE_SIZES[0],
        required=True,
        label_visibility="collapsed",
        format_func=lambda size: f"{size} per page",
        on_change=to_first_page,
        bind="query-params",
    )
    return int(chosen or PAGE_SIZES[0])


def draw_page_number() -> int:
    """Draw the field for any page; a number beyond the last one means the last."""
    number = st.number_input(
        "Page", key=PAGE, min_value=1, value=1, step=1, bind="query-params",
        label_visibility="collapsed", width=130,
    )  # fmt: skip
    return int(number)


def draw_paging(shown: UserRows) -> None:
    """Draw where in the answer the page is, and the ways to its neighbours."""
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
    st.session_state[PAGE] = page
