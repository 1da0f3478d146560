"""The groups of the pool as a table, one page of it: a row is chosen, a heading sorts them all."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.visible import shortened, visible
from pages._ui.users.groups.group_address import open_group
from pages._ui.users.groups.group_words import role_name
from pages._ui.users.groups.groups_now import GroupsNow
from pages._ui.users.groups.groups_order import heading, order_now, ordered, sort_by
from pages._ui.users.table.name_column import name_cell, name_column
from pages._ui.users.table.wide_hint import wide_hint
from services.users.pool_group import PoolGroup

_TEXT, _PAGE = "admin_groups_text", "admin_groups_page"
_ON_A_PAGE = 12
_LETTERS, _MORE_LETTERS = 42, 63  # of a description in its cell: with and without a role beside it
_SELECTED, _SORTED = "_admin_groups_selected", "_admin_groups_sorted"


def draw_groups(now: GroupsNow) -> str | None:
    """Draw the search, the table and its pages; return a name in a row chosen just now."""
    text = st.text_input(
        "Find a group", key=_TEXT, live=True, bind="query-params", on_change=_to_first_page,
        placeholder="Part of the name or the description", autocomplete="off", width=320,
    )  # fmt: skip
    found = ordered([group for group in now.groups if _fits(group, text or "")], now)
    if not found:
        st.caption("No group fits. Search for less.")
        return None
    table_slot = st.container()
    if st.session_state.pop(_SORTED, False):
        _to_first_page()
    pages = -(-len(found) // _ON_A_PAGE)
    number = st.pagination(pages, key=_PAGE, bind="query-params") if pages > 1 else 1
    with table_slot:
        chosen = _table(found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE], now)
        wide_hint("admin_groups")
    return chosen


def _fits(group: PoolGroup, text: str) -> bool:
    return text.strip().casefold() in f"{group.name}\n{group.description}".casefold()


def _table(groups: Sequence[PoolGroup], now: GroupsNow) -> str | None:
    import pandas as pd

    names = "\n".join(group.name for group in groups)
    drawn = f"{order_now()}\n{names}"
    has_roles = any(group.role_arn for group in now.groups)
    key = f"admin_groups_table_{crc32(drawn.encode())}_{now.read_at:.0f}"
    table = st.dataframe(
        pd.DataFrame([_row(group, now, has_roles=has_roles) for group in groups]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode=["single-row", "single-column"],
        height="content",
        alt="The groups of this page",
        column_config=_columns(has_roles=has_roles)
        | {
            "Group": name_column(
                heading("Group"),
                [group.name for group in groups],
                f"{key}_open",
                open_group,
                width=130,
            )
        },
    )
    if table["selection"]["columns"]:
        sort_by(table["selection"]["columns"][0])
        st.session_state[_SORTED] = True
        st.rerun()
    selected = table["selection"]["rows"]
    is_new = (key, selected) != st.session_state.get(_SELECTED)
    st.session_state[_SELECTED] = (key, selected)
    return groups[selected[0]].name if is_new and selected else None


def _row(group: PoolGroup, now: GroupsNow, *, has_roles: bool) -> dict[str, object]:
    role = {"Role": visible(role_name(group.role_arn))} if has_roles else {}
    letters = _LETTERS if has_roles else _MORE_LETTERS
    return {
        "Group": name_cell(group.name),
        "Members": now.size(group.name),
        "Precedence": group.precedence,
        **role,
        "Description": shortened(visible(group.description), letters),
        "Created": _day(group.created_at),
        "Changed": _day(group.modified_at),
    }


def _columns(*, has_roles: bool) -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    day = "The day, in UTC. Choose a row for the minute."
    made = {
        "Members": number(width=85, format="localized", help="Counted here, as said below."),
        "Precedence": number(width=95, help="The lowest number comes first; none comes last."),
        "Role": text(width=140, help="The IAM role; choose a row for its ARN."),
        "Description": text(
            width=300 if has_roles else 440,
            help="Its beginning. Click the group's name for all of it.",
        ),
        "Created": text(help=day, width=92),
        "Changed": text(help=day, width=92),
    }
    return {title: {**column, "label": heading(title)} for title, column in made.items()}


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def _to_first_page() -> None:
    st.session_state[_PAGE] = 1
