"""Feedback: error boxes, messages after a rerun, and text made safe for Markdown."""

import re

import streamlit as st

from pages._ui.page.visible import visible
from services.errors import LabError

_FLASH = "_flash"
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


def show_error(error: LabError) -> None:
    """Show what happened and what to do next in one box."""
    hint = f"  \n{md_sentence(error.hint)}" if error.hint else ""
    st.error(f"**{md_sentence(error.message)}**{hint}", icon=":material/error:")


def flash(text: str) -> None:
    """Show `text` as a toast, also when the script reruns before the browser drew it."""
    st.session_state.setdefault(_FLASH, []).append(text)


def show_flashes() -> None:
    """Draw the waiting toasts; the frame calls it once per run."""
    for text in st.session_state.pop(_FLASH, ()):
        st.toast(md(text), icon=":material/check_circle:")
