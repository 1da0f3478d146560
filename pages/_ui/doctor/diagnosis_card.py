"""The doctor's answer: the first cause in full, the others folded below it."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from pages._ui.evidence.source_line import source_line
from pages._ui.page.feedback import md, md_sentence
from services.doctor.cause import Cause, Strength
from services.doctor.diagnosis import Diagnosis

# page of the lab -> its file, and the link's text and icon
_PAGES = {
    "sign_in": ("pages/demo/sign_in.py", "Go to Sign in", "login"),
    "call_api": ("pages/demo/call_api.py", "Go to Call the API", "api"),
    "admin_users": ("pages/admin/admin_users.py", "Go to Users", "group"),
    "admin_stack": ("pages/admin/admin_stack.py", "Go to Stack", "layers"),
}
_STRENGTHS: dict[Strength, tuple[str, Literal["green", "blue", "gray"]]] = {
    Strength.CERTAIN: ("Fits what was seen", "green"),
    Strength.LIKELY: ("Likely", "blue"),
    Strength.POSSIBLE: ("Possible", "gray"),
}


_ALONE = {
    Strength.CERTAIN: "The cause",
    Strength.LIKELY: "A likely cause",
    Strength.POSSIBLE: "A possible cause",
}


def causes_title(diagnoses: Sequence[Diagnosis]) -> str:
    """Return the heading of the first cause, which says how sure it is; there is at least one."""
    strength = diagnoses[0].strength
    if len(diagnoses) == 1:
        return _ALONE[strength]
    return "Several causes are possible" if strength is Strength.POSSIBLE else "First cause"


def diagnosis_cards(diagnoses: Sequence[Diagnosis], key: str) -> None:
    """Draw the causes in their order; there is at least one."""
    first, *others = diagnoses
    with st.container(border=True, key=f"{key}_first"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.subheader(md(first.cause.title), anchor=False, width="content")
            strength_badge(first.strength)
        _details(first)
    if not others:
        return
    fit = "as well" if others[-1].strength is first.strength else "less"
    st.markdown(f"**Other causes that fit {fit}**" if len(others) > 1 else "**Another cause**")
    for each in others:
        words, _ = _STRENGTHS[each.strength]
        label = f"{each.rank}. {md(each.cause.title)} · {words.lower()}"
        with st.expander(label, key=f"{key}_{each.id}"):
            _details(each)


def strength_badge(strength: Strength) -> None:
    words, color = _STRENGTHS[strength]
    st.badge(words, color=color)


def command_block(command: str) -> None:
    """Draw a command to copy."""
    if command:
        st.code(command, language="bash", wrap_lines=True)


def cause_card(cause: Cause, key: str) -> None:
    """Draw a cause that was looked up: nothing was seen, so nothing is said of how it fits."""
    with st.container(border=True, key=f"{key}_cause"):
        st.subheader(md(cause.title), anchor=False)
        _remedy(cause)


def _details(diagnosis: Diagnosis) -> None:
    because = "\n".join(f"- {md(sentence)}" for sentence in diagnosis.because)
    st.markdown(f"**Why this fits**\n{because}")
    _remedy(diagnosis.cause)


def _remedy(cause: Cause) -> None:
    st.markdown(f"**What to do**  \n{md_sentence(cause.fix)}")
    command_block(cause.command)
    if cause.page:
        file, label, icon = _PAGES[cause.page]
        st.page_link(file, label=label, icon=f":material/{icon}:")
    source_line(cause.evidence)
