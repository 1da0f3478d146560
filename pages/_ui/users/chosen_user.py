"""The user who was chosen, as Cognito has them at this moment; the row in the table is repaired."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.script_marks import result_mark
from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.acts.protected_user import why_protected
from pages._ui.users.acts.sent_message import draw_sent
from pages._ui.users.card.user_access import draw_access
from pages._ui.users.card.user_attributes import draw_attributes
from pages._ui.users.card.user_groups import draw_groups
from pages._ui.users.card.user_history import draw_history
from pages._ui.users.card.user_mfa import draw_mfa
from pages._ui.users.card.user_password import draw_password
from pages._ui.users.card.user_record import draw_record
from pages._ui.users.chosen_address import chosen_name, close_chosen
from pages._ui.users.user_status import DISABLED, sign_in_prospect, status_words
from services.errors import LabError
from services.users.one_user.user_changes import change_of_end
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot

_LONGEST_NAME = 128  # of a Cognito username
_SECTIONS: dict[str, Callable[[UserRow], None]] = {
    "Access": draw_access,
    "Password": lambda row: draw_password(row.user),
    "Attributes": lambda row: draw_attributes(row.user),
    "MFA": lambda row: draw_mfa(row.user),
    "Groups": draw_groups,
    "History": lambda row: draw_history(row.user.username),
    "Raw": lambda row: draw_record(row.user.username),
}


def read_chosen(snapshot: Snapshot) -> UserRow | None:
    """Ask Cognito for the user that the address names; None without one, or with the reason said.

    The answer goes into the snapshot: what the table shows afterwards is as new as this.
    """
    asked = chosen_name()
    if not asked:
        return None
    try:
        row = snapshot.reread(lab().directory, asked)
    except LabError as error:
        show_error(error)
        return None
    if row is None:
        says = f"The user pool has no user {visible(asked[:_LONGEST_NAME])}."
        result_mark(f"no-user-{asked}", says, is_asked=True)
        st.warning(
            "The user pool has no user with the name in the address, "
            f"**{md(asked[:_LONGEST_NAME])}**. Choose another one in the table.",
            icon=":material/person_off:",
        )
    return row


def draw_chosen(row: UserRow) -> None:
    """Draw who it is and whether they can sign in, then the one group of actions that is open."""
    user = row.user
    prospect = sign_in_prospect(user.status, enabled=user.enabled)
    result_mark(f"user-{user.sub}", f"{visible(user.username)}: {prospect}", is_asked=True)
    with st.container(border=True, key="admin_users_chosen"):
        _draw_answer(row)
        draw_sent(user)
        section = st.segmented_control(
            "About this user",
            list(_SECTIONS),
            key="admin_users_section",
            default="Access",
            required=True,
            label_visibility="collapsed",
            bind="query-params",
        )
        _SECTIONS[section or "Access"](row)


def _draw_answer(row: UserRow) -> None:
    user, words = row.user, status_words(row.user.status)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.header(md(user.username), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.badge(words.label, color=words.color)
            if not user.enabled:
                st.badge(DISABLED, color="red")
            if why_protected(user, partial(change_of_end, groups=row.groups)):
                st.badge("Protected", icon=":material/shield:", color="gray")
            st.button("Close", key="admin_users_close", type="tertiary", on_click=close_chosen)
    groups = " ".join(f":blue-badge[{md(name)}]" for name in row.groups) or "none"
    with st.container(gap="xsmall"):
        st.markdown(f"**{sign_in_prospect(user.status, enabled=user.enabled)}**")
        st.markdown(f"Groups: {groups}")
        st.caption(f"Created {minute(user.created_at)}, changed {minute(user.modified_at)}.")
