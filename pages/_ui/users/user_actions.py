"""What can be done to the chosen user: legal moves, and the others greyed with the reason."""

from contextlib import suppress

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import flash, md, show_error
from pages._ui.users.user_dialogs import where
from services.errors import LabError
from services.users.directory import UserSummary
from services.users.user_actions import act_on
from services.users.user_moves import MOVES, MoveId, UserMove, has_nowhere_to_send

_ASKED = "admin_users_move"
_VERIFY = (MoveId.VERIFY_EMAIL, MoveId.VERIFY_PHONE)


def draw_moves(user: UserSummary) -> None:
    with st.container(horizontal=True, key="admin_users_moves"):
        for move in MOVES:
            refusal = move.refusal(user)
            st.button(
                move.label,
                key=f"admin_users_move_{move.id.value}",
                disabled=bool(refusal),
                help=refusal or None,
                on_click=_ask,
                args=(user.username, move.id),
            )
    asked = st.session_state.get(_ASKED)
    if asked and asked[0] == user.username:
        _dialog(user, next(move for move in MOVES if move.id is asked[1]))


def _ask(username: str, move: MoveId) -> None:
    st.session_state[_ASKED] = (username, move)


def _close() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Act on a user", icon=":material/manage_accounts:", on_dismiss=_close)
def _dialog(user: UserSummary, move: UserMove) -> None:
    st.markdown(f"**{move.label}**: **{md(user.username)}** in {where()}. Calls {move.operation}.")
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
        st.page_link(
            "pages/demo/revocation.py", label="See it in a revocation race", icon=":material/timer:"
        )
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key="admin_users_move_cancel"):
            _close()
            st.rerun()
        if st.button(move.label, key="admin_users_move_send", type="primary"):
            _do(user, move)


def _draw_ways_to_verify(user: UserSummary) -> None:
    ways = (move for move in MOVES if move.id in _VERIFY and not move.refusal(user))
    with st.container(horizontal=True):
        for move in ways:
            if st.button(move.label, key=f"admin_users_first_{move.id.value}"):
                _ask(user.username, move.id)
                st.rerun()


def _do(user: UserSummary, move: UserMove) -> None:
    try:
        with st.spinner(f"{move.label}…"):
            act_on(lab().aws, lab().directory, user.username, move)
    except LabError as error:
        show_error(error)
        return
    with suppress(LabError):  # the change is made; a row that stays old comes with the next fill
        process().snapshots.of(lab().directory).reread(lab().directory, user.username)
    _close()
    flash(f"{move.label}: {user.username}")
    st.rerun()
