"""What a switch shows: its live call, or AWS's answer in words, and the doctor's first cause."""

import streamlit as st

from infra_scripts.switches.live_call import examine_unshown
from infra_scripts.switches.switch import Switch, Unshown
from pages._ui.calls.decision_card import live_answer
from pages._ui.doctor.diagnosis_card import strength_badge
from pages._ui.evidence.source_line import source_line
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.visible import visible
from pages._ui.switches.pressed import Seen
from services.doctor.diagnosis import Diagnosis
from services.lab import Lab


def draw_seen(shown: Switch, seen: Seen) -> None:
    """Draw the last call of a switch and, while it is on, what the doctor says of it."""
    st.subheader("And put back" if seen.is_fixed else "What happens", anchor=False)
    if shown.watch:
        _watched(shown.watch, seen.shown.call.response_header(shown.watch))
    live_answer(seen.shown.call, seen.shown.explanation)
    if not seen.is_fixed:
        _first_cause(seen.shown.found)


def _watched(name: str, value: str | None) -> None:
    """Draw the one header that makes the difference, which no status shows."""
    told = f"`{name}: {value}`" if value else f"no `{name}`"
    st.markdown(f"In the answer: {told}.")


def draw_unshown(lab: Lab, shown: Switch, unshown: Unshown) -> None:
    """Draw what AWS answers where this cloud cannot be made to."""
    answer = unshown.answer
    st.info(f"Not live: {md(unshown.why)}", icon=":material/cloud_off:")
    st.subheader("What AWS answers", anchor=False)
    st.markdown(f"**{answer.status} {md(answer.error_type)}** to {md(unshown.operation)}")
    st.code(visible(f"{answer.message}…" if answer.is_prefix else answer.message), language=None)
    source_line(unshown.evidence)
    _first_cause(examine_unshown(lab, shown))


def _first_cause(found: tuple[Diagnosis, ...]) -> None:
    if not found:
        return
    first = found[0]
    with st.container(border=True, key="break_it_cause"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(f"**The doctor's first cause: {md(first.cause.title)}**", width="content")
            strength_badge(first.strength)
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in first.because))
        st.markdown(f"**What to do:** {md_sentence(first.cause.fix)}")
        st.caption("That is for a stack of your own. Here the switch is put back instead.")
        st.page_link(
            "pages/demo/response_doctor.py",
            label="More in the Response doctor",
            icon=":material/stethoscope:",
            query_params={"cause": first.id},
        )
