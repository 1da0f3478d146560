"""May this user in? The moves that let in or keep out, and what the authorizer says to them."""

from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md
from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.protected_user import why_protected
from pages._ui.users.acts.user_actions import move_buttons, race_link
from pages._ui.users.card.status_drawing import status_drawing
from pages._ui.users.chosen_address import close_chosen
from services.home.personas import PersonaPool
from services.users.directory import UserSummary
from services.users.one_user.outlook import token_outlook
from services.users.one_user.user_changes import change_of_end
from services.users.snapshot.question import UserRow
from services.users.user_moves import MoveId

_MOVES = (MoveId.CONFIRM, MoveId.RESEND, MoveId.DISABLE, MoveId.ENABLE, MoveId.SIGN_OUT)


def draw_access(row: UserRow) -> None:
    move_buttons(row.user, _MOVES)
    stays = why_protected(row.user, partial(change_of_end, groups=row.groups))
    st.button(
        "Delete this user",
        key="admin_users_delete",
        icon=":material/delete:",
        disabled=bool(stays),
        help=stays or None,
        on_click=_ask_to_delete,
        args=(row.user, row.groups),
    )
    _draw_outlook(row)
    with st.expander(
        "The status machine", key="admin_users_machine", icon=":material/account_tree:"
    ):
        st.html(status_drawing(row.user))


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
    with st.container(horizontal=True):
        _draw_way_in(row.user.username)
        st.page_link(
            "pages/demo/call_api.py", label="Call the API with a token", icon=":material/api:"
        )


def _draw_way_in(username: str) -> None:
    """Draw the link to signing in as the user, for test users only: their password is the lab's."""
    personas = (each for each in lab().personas() if each.pool is PersonaPool.LAB)
    if username in {each.username for each in personas}:
        st.page_link(
            "pages/demo/sign_in.py",
            label=f"Sign in as {md(username)} and call the API",
            icon=":material/login:",
            query_params={"sign_in_persona": username},
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
