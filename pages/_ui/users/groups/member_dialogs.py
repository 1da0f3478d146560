"""The dialogs that add users to a group and take them out of it."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md, show_error
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.needed_user import draw_what_breaks
from pages._ui.users.groups.group_dialog import close, draw_buttons, draw_token_words, send
from pages._ui.users.groups.group_words import JOINING, LEAVING
from pages._ui.users.groups.groups_now import GroupsNow
from pages._ui.users.groups.members import members_table, to_first_members
from pages._ui.users.pool_words import where
from pages._ui.users.reason import ask_reason, draw_missing
from services.errors import LabError
from services.users.changes.change import Change
from services.users.directory import LARGEST_PAGE, UserSummary
from services.users.groups.membership_changes import change_of_joining, change_of_leaving
from services.users.snapshot.question import UserQuestion

_MOST_FOUND, _MOST_PAGES = 10, 5
_MOST_NAMED = 5
_Membership = Callable[[str, str, Sequence[str]], Change]


@st.dialog("Add members", width="medium", icon=":material/person_add:", on_dismiss=close)
def add_dialog(now: GroupsNow, group: str) -> None:
    st.markdown(f"To **{md(group)}** in {where()}.")
    typed = st.text_input(
        "Find users", key="admin_groups_find", live=True, autocomplete="off",
        placeholder="Part of a username, a name, an e-mail address",
    )  # fmt: skip
    chosen = _choose(now, group, (typed or "").strip())
    for name in chosen:
        draw_what_breaks(name)
    draw_token_words(JOINING)
    greyed_reasons({"Add": "" if chosen else "Choose users first."})
    label = f"Add {count_words(len(chosen), 'user')}" if chosen else "Add"
    builds = [partial(_change, change_of_joining, name, group) for name in chosen]
    if draw_buttons("admin_groups_add", label, is_ready=bool(chosen)) and send(builds):
        to_first_members()
        st.rerun()


@st.dialog("Take members out", icon=":material/person_remove:", on_dismiss=close)
def take_out_dialog(group: str, usernames: tuple[str, ...]) -> None:
    named = ", ".join(f"**{md(name)}**" for name in usernames[:_MOST_NAMED])
    more = len(usernames) - _MOST_NAMED
    others = f" and {more} more" if more > 0 else ""
    st.markdown(f"{named}{others}: out of **{md(group)}** in {where()}.")
    for name in usernames:
        draw_what_breaks(name)
    draw_token_words(LEAVING)
    reason = ask_reason("admin_groups_take_out_reason")
    builds = [partial(_change, change_of_leaving, name, group) for name in usernames]
    is_ready = not draw_missing(reason=bool(reason))
    is_sent = draw_buttons("admin_groups_out", "Take them out", is_ready=is_ready)
    if is_sent and send(builds, reason=reason):
        to_first_members()
        st.rerun()


def _change(build: _Membership, username: str, group: str) -> Change:
    """Build the change of the user as Cognito has them now, found by username or alias."""
    user = lab().directory.get(username)
    return build(user.username, group, lab().directory.groups_of(user.username))


def _choose(now: GroupsNow, group: str, typed: str) -> tuple[str, ...]:
    """Draw who fits and is not in the group; whom nobody has read yet can be named in full."""
    users = _found(now, group, typed)
    if users:
        return members_table(users, "admin_groups_found", "Users who fit and are not in the group")
    if not typed:
        st.caption("Nobody found who is not in the group. Type a name.")
        return ()
    st.caption("Nobody else fits among the users read so far. Add asks Cognito for this very name.")
    return (typed,)


def _found(now: GroupsNow, group: str, typed: str) -> list[UserSummary]:
    """Return the first who fit; a search ends after a few pages, all of whom may be members."""
    found: list[UserSummary] = []
    if now.snapshot is None:
        return found
    try:
        for number in range(1, _MOST_PAGES + 1):
            page = now.snapshot.ask(UserQuestion(text=typed), page=number, size=LARGEST_PAGE)
            found += [row.user for row in page.rows if group not in row.groups]
            if len(found) >= _MOST_FOUND or number >= page.pages:
                break
    except LabError as error:
        show_error(error)
    return found[:_MOST_FOUND]
