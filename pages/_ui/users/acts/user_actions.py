"""Buttons for the moves of the status machine: the illegal ones greyed, with the reason."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.protected_user import why_protected
from services.users.directory import UserSummary
from services.users.one_user.user_changes import change_of_move
from services.users.user_moves import MOVES, MoveId, UserMove, has_nowhere_to_send

_VERIFY = (MoveId.VERIFY_EMAIL, MoveId.VERIFY_PHONE)
_RACES = {MoveId.DISABLE: "disable", MoveId.SIGN_OUT: "global_sign_out"}


def move_buttons(user: UserSummary, ids: Iterable[MoveId]) -> None:
    """Draw a button for each of the moves, in one row that wraps."""
    wanted = tuple(ids)
    with st.container(horizontal=True):
        for move in MOVES:
            if move.id in wanted:
                _button(user, move)


def _button(user: UserSummary, move: UserMove) -> None:
    refusal = move.refusal(user) or why_protected(user, partial(change_of_move, move=move))
    st.button(
        move.label,
        key=f"admin_users_move_{move.id.value}",
        disabled=bool(refusal),
        help=refusal or None,
        on_click=_ask,
        args=(user, move),
    )


def _ask(user: UserSummary, move: UserMove) -> None:
    ask(
        AskedChange(
            key="admin_users_move",
            username=user.username,
            label=move.label,
            operation=move.operation,
            draw=partial(_draw, user, move),
            build=partial(change_of_move, move=move),
            is_destructive=move.is_destructive,
        )
    )


def _draw(user: UserSummary, move: UserMove) -> None:
    if move.id is MoveId.RESET_PASSWORD and has_nowhere_to_send(user):
        st.warning(
            "Neither the e-mail address nor the phone number is verified, so no code can reach "
            "the user. Mark one as verified first.",
            icon=":material/warning:",
        )
        _draw_ways_to_verify(user)
    else:
        st.markdown(move.sends)
    st.markdown(move.tokens)
    if move.is_raced:
        race_link(_RACES[move.id])


def race_link(action: str) -> None:
    """Draw the link to the race that shows what `action` does to tokens."""
    st.page_link(
        "pages/demo/revocation.py",
        label="See what it does to tokens in a revocation race",
        icon=":material/timer:",
        query_params={"action": action},
    )


def _draw_ways_to_verify(user: UserSummary) -> None:
    ways = (move for move in MOVES if move.id in _VERIFY and not move.refusal(user))
    with st.container(horizontal=True):
        for move in ways:
            if st.button(move.label, key=f"admin_users_first_{move.id.value}"):
                _ask(user, move)
                st.rerun()
