"""The check-up's report: findings worst first, what was looked at, and what cannot be known."""

from collections.abc import Iterable
from typing import Literal

import streamlit as st

from pages._ui.doctor.diagnosis_card import command_block
from pages._ui.evidence.source_line import source_line
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.time_words import clock_time
from services.checkup.checkup import CheckUp
from services.checkup.finding import Finding, Severity

_SEVERITIES: dict[Severity, tuple[str, Literal["red", "orange"], str]] = {
    Severity.PROBLEM: ("Problem", "red", "error"),
    Severity.WARNING: ("Warning", "orange", "warning"),
}


def checkup_report(checked: CheckUp, checked_at: float, key: str) -> None:
    """Draw the verdict, the worst finding in full, the others folded, and the two lists.

    `checked_at` is epoch seconds.
    """
    _verdict(checked)
    if checked.findings:
        st.header("The finding" if len(checked.findings) == 1 else "The worst", anchor=False)
    for number, finding in enumerate(checked.findings):
        _finding(finding, f"{key}_finding_{number}", is_folded=number > 0)
    looked_at = f"What was looked at, at {clock_time(checked_at)}"
    with st.expander(looked_at, key=f"{key}_looked_at"):
        st.markdown(_list(checked.looked_at))
    with st.expander("What a check-up cannot know", key=f"{key}_unknown"):
        st.markdown(_list(checked.unknown))


def _verdict(checked: CheckUp) -> None:
    problems, warnings = len(checked.problems), len(checked.findings) - len(checked.problems)
    if not checked.findings:
        st.success(
            "**All clear.** Nothing that was looked at breaks calls or opens a protected route.",
            icon=":material/check_circle:",
        )
        return
    counts = ((problems, "problem"), (warnings, "warning"))
    words = " and ".join(count_words(number, noun) for number, noun in counts if number)
    is_bad = problems > 0
    show = st.error if is_bad else st.warning
    show(f"**{words} found.**", icon=":material/stethoscope:")
    st.markdown(
        "Repair on the Stack page puts the lab's own resources back. To remove what somebody else "
        "added, run the command of the finding."
    )
    st.page_link("pages/admin/admin_stack.py", label="Go to Stack", icon=":material/layers:")


def _finding(finding: Finding, key: str, *, is_folded: bool) -> None:
    words, color, icon = _SEVERITIES[finding.severity]
    if is_folded:
        label = f"**{md(finding.title)}** · {md(finding.resource)} · {words.lower()}"
        with st.expander(label, key=key, icon=f":material/{icon}:"):
            _details(finding)
        return
    with st.container(border=True, key=key):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.subheader(md(finding.title), anchor=False, width="content")
            st.badge(words, color=color, icon=f":material/{icon}:")
        _details(finding)


def _details(finding: Finding) -> None:
    st.markdown(f"**{md(finding.resource)}**  \n{md(finding.why)}{_consequences(finding)}")
    st.markdown(f"**What to do**  \n{md_sentence(finding.fix)}")
    command_block(finding.command)
    source_line(finding.evidence)


def _consequences(finding: Finding) -> str:
    """Return what the finding takes along, as the end of a paragraph."""
    if not finding.consequences:
        return ""
    return f"  \n**It takes along:** {md(', '.join(finding.consequences))}."


def _list(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {md(sentence)}" for sentence in sentences)
