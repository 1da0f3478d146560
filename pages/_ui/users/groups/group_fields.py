"""The dialogs that create, edit and delete a group."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui.page.context import lab
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md
from pages._ui.users.acts.typed_name import is_name_typed
from pages._ui.users.groups.group_dialog import close, draw_buttons, draw_token_words, send
from pages._ui.users.groups.group_words import CREATING, EDITING, ENDING, tie_words
from pages._ui.users.groups.groups_now import GroupsNow
from pages._ui.users.pool_words import where
from pages._ui.users.reason import ask_reason, draw_missing
from services.users.changes.change import Change
from services.users.changes.undo_group import kept_members
from services.users.directory import LARGEST_PAGE
from services.users.group_rules import (
    HIGHEST_PRECEDENCE,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    broken_rules,
)
from services.users.groups.group_changes import (
    change_of_group,
    change_of_group_end,
    change_of_new_group,
)
from services.users.pool_group import GroupValues, PoolGroup

_LONGEST_ROLE = 2048
_UNDONE = f"The page Audit can undo it where the group had up to {LARGEST_PAGE} members."


@st.dialog("Create a group", width="medium", icon=":material/group_add:", on_dismiss=close)
def create_dialog(now: GroupsNow) -> None:
    st.markdown(f"In {where()}.")
    name = st.text_input(
        "Name (required)", key="admin_groups_name", max_chars=LONGEST_NAME, live=True,
        autocomplete="off",
        help="Cognito cannot change it later. It stands in the tokens of the members.",
    )  # fmt: skip
    wanted = _value_fields(GroupValues(name=(name or "").strip()), now)
    st.markdown(CREATING)
    errors = st.container()
    is_sent = draw_buttons("admin_groups_create", "Create the group")
    if is_sent and _send(wanted, lambda: change_of_new_group(wanted), errors):
        st.query_params["group"] = wanted.name
        st.rerun()


@st.dialog("Edit a group", width="medium", icon=":material/edit:", on_dismiss=close)
def edit_dialog(now: GroupsNow, drawn: PoolGroup) -> None:
    st.markdown(f"**{md(drawn.name)}** in {where()}.")
    wanted = _value_fields(drawn, now)
    draw_token_words(EDITING)
    errors = st.container()
    is_sent = draw_buttons("admin_groups_edit", "Save the group")
    if is_sent and _send(wanted, partial(_edit, drawn, wanted), errors):
        st.rerun()


def _send(wanted: GroupValues, build: Callable[[], Change], errors: DeltaGenerator) -> bool:
    """Make the change, or show all that Cognito would refuse at once, where the errors belong."""
    with errors:
        if problems := _problems(wanted):
            st.error("  \n".join(map(md, problems)), icon=":material/error:")
            return False
        return send([build])


def _problems(wanted: GroupValues) -> list[str]:
    values = {name: getattr(wanted, name) for name in ("name", "description", "precedence")}
    return [rule.words for rule in broken_rules(**values, role_arn=wanted.role_arn)]


def _edit(drawn: PoolGroup, wanted: GroupValues) -> Change:
    return change_of_group(lab().directory.group(drawn.name), drawn, wanted)


def _value_fields(values: GroupValues, now: GroupsNow) -> GroupValues:
    """Draw what can be changed of a group, and what Cognito would refuse of it."""
    description = st.text_area(
        "Description (optional)", values.description, key="admin_groups_description",
        max_chars=LONGEST_DESCRIPTION, height=80,
    )  # fmt: skip
    left, right = st.columns([1, 2])
    precedence = left.number_input(
        "Precedence (optional)", 0, HIGHEST_PRECEDENCE, values.precedence, 1,
        key="admin_groups_precedence", placeholder="None",
        help="The lowest number comes first. A group without one comes last.",
    )  # fmt: skip
    role = right.text_input(
        "IAM role (optional)", values.role_arn, key="admin_groups_role",
        max_chars=_LONGEST_ROLE, live=True, autocomplete="off",
        placeholder="arn:aws:iam::123456789012:role/Editors",
        help="The ARN of a role. It stands in the ID tokens of the members.",
    )  # fmt: skip
    wanted = GroupValues(
        name=values.name,
        description=description or "",
        precedence=None if precedence is None else int(precedence),
        role_arn=(role or "").strip(),
    )
    if wanted.name and (problems := _problems(wanted)):
        st.markdown("  \n".join(f":small[:red[:material/error: {md(each)}]]" for each in problems))
    elif tie := tie_words(now.groups, wanted):
        st.caption(f":material/info: {md(tie)}")
    return wanted


@st.dialog("Delete a group", icon=":material/delete_forever:", on_dismiss=close)
def delete_dialog(now: GroupsNow, group: PoolGroup, needed: frozenset[str]) -> None:
    st.markdown(f"**{md(group.name)}** will be deleted from {where()}. {_UNDONE}")
    if size := now.size(group.name):
        st.markdown(f"In it: {count_words(size, 'member')}. They stay in the user pool.")
    draw_token_words(ENDING)
    is_typed = is_name_typed(group.name, "Type the name to confirm", key="admin_groups_confirm")
    reason = ask_reason("admin_groups_delete_reason")
    is_ready = not draw_missing(name=is_typed, reason=bool(reason))
    build = partial(_end, group.name, needed)
    if draw_buttons("admin_groups_delete", "Delete the group", is_ready=is_ready) and send(
        [build], reason=reason
    ):
        st.query_params.pop("group", None)
        st.rerun()


def _end(name: str, needed: frozenset[str]) -> Change:
    """Build the deletion of the group as Cognito has it now, with its members for an undo."""
    directory = lab().directory
    return change_of_group_end(directory.group(name), needed, kept_members(directory, name))
