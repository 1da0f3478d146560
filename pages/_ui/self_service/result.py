"""The outcome of the last self-service operation of this tab, kept until the next one."""

from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md, md_sentence, show_error
from pages._ui.page.script_marks import result_mark
from services.errors import AwsError, LabError
from services.self_service.account import Done
from services.self_service.refusals import meaning_of

_KEPT = "self_service_result"
_LEAD_TO_SIGN_IN = ("ConfirmSignUp", "ConfirmForgotPassword")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Accepted:
    """`words` is Markdown; `id` is new for each, so that a repeated answer is told again."""

    id: str
    words: str
    done: Done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    id: str
    error: LabError


def keep_accepted(words: str, done: Done) -> None:
    st.session_state[_KEPT] = _Accepted(id=uuid4().hex, words=words, done=done)


def keep_refused(error: LabError) -> None:
    st.session_state[_KEPT] = _Refused(id=uuid4().hex, error=error)


def forget_result() -> None:
    st.session_state.pop(_KEPT, None)


def draw_result() -> None:
    """Draw what Cognito answered last, or nothing."""
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    with st.container(key="self_service_answer"):
        if isinstance(kept, _Accepted):
            _draw_accepted(kept)
        else:
            _draw_refused(kept)


def _draw_accepted(kept: _Accepted) -> None:
    result_mark(kept.id, "Cognito accepted it.")
    st.success(kept.words, icon=":material/check_circle:")
    if kept.done.operation in _LEAD_TO_SIGN_IN:
        st.page_link("pages/demo/sign_in.py", label="Go to Sign in", icon=":material/login:")
    with st.expander(f"What was sent: {kept.done.operation}"):
        facts_table(Fact(title=name, value=value) for name, value in kept.done.sent)


def _draw_refused(kept: _Refused) -> None:
    result_mark(kept.id, "Cognito refused it.")
    error = kept.error
    meaning = meaning_of(error) if isinstance(error, AwsError) else None
    if meaning is None:
        show_error(error)
        return
    st.error(
        f"**{md_sentence(error.message)}**\n\n{md(meaning.means)}\n\n"
        f"**Try next:** {md(meaning.next_step)}",
        icon=":material/block:",
    )
