"""May this user in? The moves that let in or keep out, and what the authorizer says to them."""

from functools import partial

import streamlit as st

from pages._ui.page.context import browser_session
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md
from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.needed_user import needed_user
from pages._ui.users.acts.protected_user import why_protected
from pages._ui.users.acts.race_link import race_link
from pages._ui.users.acts.user_actions import move_buttons
from pages._ui.users.card.status_drawing import status_drawing
from pages._ui.users.chosen_address import close_chosen
from services.home.personas import PersonaPool
from services.users.directory import UserSummary
from services.users.one_user.outlook import token_outlook
from services.users.one_user.user_changes import change_of_end
from services.users.snapshot.question import UserRow
from services.users.user_moves import MoveId

_MOVES = (MoveId.CONFIRM, MoveId.RESEND, MoveId.DISABLE, MoveId.ENABLE, MoveId.SIGN_OUT)
_SAID = "The user is protected, as said above."


def draw_access(row: UserRow) -> None:
    move_buttons(row.user, _MOVES)
    _draw_outlook(row)
    with st.expander(
        "The status machine", key="admin_users_machine", icon=":material/account_tree:"
    ):
        st.html(status_drawing(row.user))
    with st.container(border=True, key="admin_users_danger", gap="xsmall"):
        st.markdown("**:material/warning: Danger: a deleted user cannot be brought back.**")
        _draw_delete(row)


def _draw_delete(row: UserRow) -> None:
    stays = why_protected(row.user, partial(change_of_end, groups=row.groups))
    st.button(
        "Delete this user",
        key="admin_users_delete",
        icon=":material/delete_forever:",
        disabled=bool(stays),
        help=stays or None,
        on_click=_ask_to_delete,
        args=(row.user, row.groups),
    )
    is_said = bool(stays) and row.user.enabled  # by the button Disable, which is greyed by the same
    greyed_reasons({"Delete this user": _SAID if is_said else stays})


def _draw_outlook(row: UserRow) -> None:
    st.markdown("**What would the authorizer say to this user now?**")
    outlook = token_outlook(row.user, row.groups)
    facts_table(
        (
            Fact(title="A token they hold already", value=outlook.held),
            Fact(title="A new token", value=outlook.new),
            Fact(title="Groups that a new token names", value=outlook.groups),
        )
    )
    _draw_way_in(row.user.username)


def _draw_way_in(username: str) -> None:
    """Draw the way to a call of the API as this user; only a test user's password is known here."""
    persona = needed_user(username)
    if browser_session().signed_in_username == username:
        st.page_link(
            "pages/demo/call_api.py",
            label="Call the API with the token of this user",
            icon=":material/api:",
        )
    elif persona is not None and persona.pool is PersonaPool.LAB:
        st.page_link(
            "pages/demo/sign_in.py",
            label=f"Sign in as {md(username)} and call the API",
            icon=":material/login:",
            query_params={"sign_in_persona": username},
        )
    else:
        st.caption(
            "To call the API as this user, sign in as Someone else on the page Sign in. There is "
            "no short way here: the password is not known to the lab."
        )


def _ask_to_delete(user: UserSummary, groups: tuple[str, ...]) -> None:
    ask(
        AskedChange(
            key="admin_users_delete",
            username=user.username,
            label="Delete the user",
            operation="AdminDeleteUser",
            draw=partial(_draw_end, user.username),
            build=partial(change_of_end, groups=groups),
            is_destructive=True,
            is_typed=True,
            done=close_chosen,
        )
    )


def _draw_end(username: str) -> None:
    st.markdown(f"**{md(username)}** will be deleted. This cannot be undone.")
    st.markdown("Tokens that this user already holds stay valid until they expire.")
    race_link("delete")
