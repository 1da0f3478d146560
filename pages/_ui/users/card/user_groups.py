"""The groups of the chosen user: joined and left from the card."""

from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.users.acts.change_user import change_user
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.needed_user import draw_what_breaks
from pages._ui.users.acts.race_link import race_link
from pages._ui.users.card.groups_field import forget_groups, groups_field
from services.errors import LabError
from services.users.changes.change import Change
from services.users.directory import UserSummary
from services.users.groups.membership_changes import change_of_groups
from services.users.snapshot.question import UserRow


def draw_groups(row: UserRow) -> None:
    try:
        groups = lab().directory.groups()
    except LabError as error:
        show_error(error)
        return
    if not groups:
        st.caption("The user pool has no groups.")
        return
    wanted, may_send = groups_field(row, groups)
    st.markdown(
        "Tokens already issued keep naming the old groups until they expire; a refresh brings the "
        "new ones. Cognito sends nothing to the user."
    )
    race_link("remove_from_group")
    if sorted(wanted) != sorted(row.groups):
        draw_what_breaks(row.user.username)
    is_sent = st.button(
        "Save the groups",
        key="admin_users_groups_send",
        type="primary",
        disabled=sorted(wanted) == sorted(row.groups),
    )
    if sorted(wanted) == sorted(row.groups):
        greyed_reasons({"Save the groups": "Add or take away a group first."})
    build = partial(_change, row.groups, tuple(wanted))
    if is_sent and may_send and change_user(row.user.username, build):
        forget_groups()
        st.rerun()


def _change(held: tuple[str, ...], wanted: tuple[str, ...], user: UserSummary) -> Change:
    return change_of_groups(user.username, held, wanted)
