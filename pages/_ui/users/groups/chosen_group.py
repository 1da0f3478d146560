"""The group that was chosen, as Cognito has it at this moment, with what can be done to it."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md, show_error
from pages._ui.page.script_marks import result_mark
from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.groups.group_address import asked_group, close_group, open_group
from pages._ui.users.groups.group_dialog import ask
from pages._ui.users.groups.group_words import in_tokens
from pages._ui.users.groups.groups_now import GroupsNow
from pages._ui.users.groups.members import draw_members
from services.errors import LabError, ResourceNotFound
from services.users.groups.group_changes import refusal_of_end
from services.users.pool_group import PoolGroup, read_group

_SHOWN = 300


def read_chosen_group() -> PoolGroup | None:
    """Ask Cognito for the group in the address; None without one, or with the reason said."""
    name = asked_group()
    if not name:
        return None
    try:
        return read_group(lab().aws, lab().directory.user_pool_id, name)
    except ResourceNotFound:
        st.warning(
            f"The user pool has no group with the name in the address, **{md(name)}**. Choose one "
            "below."
        )
    except LabError as error:
        show_error(error)
    return None


def choose_group(name: str) -> None:
    """Write the group into the address and run the page again, which reads Cognito first."""
    open_group(name)
    st.rerun()


def needed_groups() -> frozenset[str] | None:
    """Return the groups that test users of the demos are in; None when that cannot be read."""
    try:
        return frozenset(name for persona in lab().personas() for name in persona.groups)
    except LabError as error:
        show_error(error)
        return None


def draw_chosen_group(group: PoolGroup, now: GroupsNow) -> None:
    result_mark(f"group-{group.name}", f"The group {visible(group.name)} is shown.")
    with st.container(border=True, key="admin_groups_chosen"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(md(group.name), anchor=False, width="content")
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                has_none = group.precedence is None
                st.badge("No precedence" if has_none else f"Precedence {group.precedence:,}")
                st.button("Close", key="admin_groups_close", type="tertiary", on_click=close_group)
        _draw_description(group.description)
        st.markdown(in_tokens(group))
        facts_table(_facts(group))
        _draw_actions(group)
        st.subheader("Members", anchor=False)
        draw_members(group.name, now)
        _draw_delete(group)


def _draw_description(text: str) -> None:
    """Draw it, a long one by its beginning: it may have 2,048 characters."""
    if len(text) <= _SHOWN:
        st.markdown(md(text))
        return
    st.markdown(f"{md(text[:_SHOWN])}…")
    with st.expander("The whole description", key="admin_groups_whole"):
        st.markdown(md(text))


def _facts(group: PoolGroup) -> list[Fact]:
    return [
        Fact(title="IAM role", value=group.role_arn or "none"),
        Fact(title="Created", value=minute(group.created_at)),
        Fact(title="Changed", value=minute(group.modified_at)),
    ]


def _draw_actions(group: PoolGroup) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Edit", key="admin_groups_open_edit", icon=":material/edit:",
            on_click=ask, args=("edit", group),
        )  # fmt: skip
        st.page_link(
            "pages/admin/admin_users.py",
            label="Search the members",
            icon=":material/search:",
            query_params={"admin_users_group": group.name},
        )


def _draw_delete(group: PoolGroup) -> None:
    """Draw the deletion apart from what can be put back."""
    stays = refusal_of_end(group.name, needed_groups())
    with st.container(border=True, key="admin_groups_danger", gap="xsmall"):
        st.markdown("**:material/warning: Danger: every member loses a deleted group.**")
        st.button(
            "Delete this group", key="admin_groups_open_delete", icon=":material/delete_forever:",
            disabled=bool(stays), help=stays or None, on_click=ask, args=("delete", group),
        )  # fmt: skip
        greyed_reasons({"Delete this group": stays})
