"""Feedback: error boxes, messages after a rerun, and text made safe for Markdown."""

import re
import time

import streamlit as st

from pages._server.engine_keeper import EngineState
from pages._server.process import current_process
from pages._ui.page.visible import visible
from services.errors import ApiUnreachable, CloudUnreachable, EngineError, LabError

_FLASH = "_flash"
_UNANSWERED = (ApiUnreachable, CloudUnreachable, EngineError)
_SEND_LATER = "The local engine is not there just now. When it is back, press the button again."
_SEND_AGAIN = "The local engine was started again since and answers: press the button again."
_SEND_SOON = (
    "If the local engine has ended, it is started again by itself within seconds. Then press the "
    "button again."
)
# Streamlit makes links and its logo of these after Markdown has read the text: no escape helps.
_MAGIC = r"(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)\.|@|:(?=streamlit:)"
_PUNCTUATION = re.compile(rf"({_MAGIC})|[!-/:-@\[-`{{-~]", re.IGNORECASE)


def md(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line and never as a link.

    Characters that cannot be seen are shown by their code points.
    """
    return _PUNCTUATION.sub(_literal, " ".join(visible(text).split()))


def _literal(found: re.Match[str]) -> str:
    """Return the character escaped; a magic one also in a span, which parts the text unseen."""
    escaped = f"\\{found[0]}"
    return f':color[{escaped}]{{foreground="inherit"}}' if found[1] else escaped


def md_sentence(text: str) -> str:
    """Return `text` like `md`, but show what stands between backticks as code."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner is only a character
        return md(text)
    spans = (f"`{part}`" if index % 2 else _md_part(part) for index, part in enumerate(parts))
    return "".join(spans).strip()


def _md_part(text: str) -> str:
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{md(text)}{after}"


def show_error(error: LabError, *, at: float | None = None) -> None:
    """Show what happened and what to do next in one box.

    `at` is when the work began, in epoch seconds, of an error that is shown for longer than a run.
    """
    is_unanswered = type(error) in _UNANSWERED
    instead = send_again_words(time.time() if at is None else at) if is_unanswered else ""
    words = instead or error.hint
    hint = f"  \n{md_sentence(words)}" if words else ""
    st.error(f"**{md_sentence(error.message)}**{hint}", icon=":material/error:")


def send_again_words(at: float) -> str:
    """Return what to do about a call of that time that got no answer.

    "" where it went to AWS, and while the frame's banner has the button that starts the engine.
    """
    engine = current_process().engine
    if engine is None or engine.state is EngineState.STOPPED:
        return ""
    if engine.state is not EngineState.RUNNING:
        return _SEND_LATER
    return _SEND_AGAIN if engine.started_at > at else _SEND_SOON


def flash(text: str) -> None:
    """Show `text` as a toast, also when the script reruns before the browser drew it."""
    st.session_state.setdefault(_FLASH, []).append(text)


def show_flashes() -> None:
    """Draw the waiting toasts; the frame calls it once per run."""
    for text in st.session_state.pop(_FLASH, ()):
        st.toast(md(text), icon=":material/check_circle:")
