"""Groups: the groups of the user pool and who is in them; create, edit and delete one."""

import streamlit as st

from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.users.groups.chosen_group import (
    choose_group,
    draw_chosen_group,
    needed_groups,
    read_chosen_group,
)
from pages._ui.users.groups.group_dialog import ask, asked
from pages._ui.users.groups.group_fields import create_dialog, delete_dialog, edit_dialog
from pages._ui.users.groups.groups_now import GroupsNow, draw_sources, groups_now, read_again
from pages._ui.users.groups.groups_table import draw_groups
from pages._ui.users.groups.member_dialogs import add_dialog, take_out_dialog
from pages._ui.users.groups.members import to_first_members
from pages._ui.users.pool_words import where
from pages._ui.users.table.snapshot_line import refresh_now
from services.errors import LabError


def draw_head(now: GroupsNow) -> None:
    """Draw how many groups there are and where, and the main action."""
    roles = sum(bool(group.role_arn) for group in now.groups)
    with_role = f", {roles} with an IAM role," if roles else ""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(
            f"**{count_words(len(now.groups), 'group')}**{with_role} in {where()}. "
            "Click a name to see the group and its members.",
            width="content",
        )
        with st.container(horizontal=True, width="content"):
            st.button(
                "Create a group",
                key="admin_groups_open_create",
                type="primary",
                icon=":material/group_add:",
                on_click=ask,
                args=("create",),
            )
            st.button(
                "Refresh",
                key="admin_groups_refresh",
                icon=":material/refresh:",
                on_click=refresh,
            )


def refresh() -> None:
    read_again()
    to_first_members()
    refresh_now()


def draw_empty() -> None:
    with st.container(border=True, key="admin_groups_empty"):
        st.header("No group yet", anchor=False)
        st.write(
            "A group names what its members may do. Their tokens carry its name, and your API "
            "decides by it."
        )


def draw_open_dialog(now: GroupsNow) -> None:
    """Draw the dialog that is open, if any."""
    match asked():
        case ("create", _):
            create_dialog(now)
        case ("edit", (group,)):
            edit_dialog(now, group)
        case ("delete", (group,)):
            delete_dialog(now, group, needed_groups() or frozenset())  # the desk looks again
        case ("add", (name,)):
            add_dialog(now, name)
        case ("take_out", (name, usernames)):
            take_out_dialog(name, usernames)


def draw_page(now: GroupsNow) -> None:
    draw_head(now)
    chosen = read_chosen_group()
    if now.groups:
        name = draw_groups(now)
        if name is not None:
            choose_group(name)
        draw_sources(now)
    else:
        draw_empty()
    if chosen is not None:
        draw_chosen_group(chosen, now)
    draw_open_dialog(now)


require_frame()
page_head(
    "Groups", "The groups of the lab's user pool, their members, and what tokens say of them."
)
require_stack()

try:
    read = groups_now()
except LabError as failure:
    show_error(failure)
    st.stop()
draw_page(read)
