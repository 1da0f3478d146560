"""Buttons for the moves of the status machine: the illegal ones greyed, with the reason."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.change_user import change_user
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.protected_user import why_protected
from pages._ui.users.acts.race_link import race_link
from services.errors import LabError
from services.users.directory import UserSummary
from services.users.one_user.user_changes import change_of_move
from services.users.user_moves import MOVES, MoveId, UserMove, has_nowhere_to_send

_VERIFY = (MoveId.VERIFY_EMAIL, MoveId.VERIFY_PHONE)
_RESET = next(move for move in MOVES if move.id is MoveId.RESET_PASSWORD)
_RACES = {MoveId.DISABLE: "disable", MoveId.SIGN_OUT: "global_sign_out"}


def move_buttons(user: UserSummary, ids: Iterable[MoveId]) -> None:
    """Draw a button for each of the moves, in one row that wraps, and why some are greyed."""
    wanted = tuple(ids)
    with st.container(horizontal=True):
        moves = (move for move in MOVES if move.id in wanted)
        refusals = {move.label: _button(user, move) for move in moves}
    greyed_reasons(refusals)


def _button(user: UserSummary, move: UserMove) -> str:
    """Draw the button and return why it is greyed, "" when it is not."""
    refusal = move.refusal(user) or why_protected(user, partial(change_of_move, move=move))
    st.button(
        move.label,
        key=f"admin_users_move_{move.id.value}",
        disabled=bool(refusal),
        help=refusal or None,
        on_click=_ask,
        args=(user, move),
    )
    return refusal


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


def _draw_ways_to_verify(user: UserSummary) -> None:
    """Draw what helps, done at once: the question about the reset stays open as it is."""
    ways = (move for move in MOVES if move.id in _VERIFY and not move.refusal(user))
    with st.container(horizontal=True):
        for move in ways:
            build = partial(change_of_move, move=move)
            key = f"admin_users_first_{move.id.value}"
            if st.button(move.label, key=key) and change_user(user.username, build):
                _ask_again(user.username)


def _ask_again(username: str) -> None:
    """Go on with the question about the reset, of the user as Cognito has them now."""
    try:
        user = lab().directory.get(username)
    except LabError as error:
        show_error(error)
        return
    _ask(user, _RESET)
    st.rerun()
