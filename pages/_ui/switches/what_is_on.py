"""What is on and for how long, with the one button that puts all of it back."""

import time
from collections.abc import Mapping

import streamlit as st

from infra_scripts.switches.broken_stack import BrokenStack
from infra_scripts.switches.leases import Lease
from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES
from pages._ui.page.countdown import countdown_html
from pages._ui.page.feedback import md
from pages._ui.page.templates import render
from pages._ui.switches.pressed import fix_everything, keep_all_on
from services.errors import LabError, StoredFileError

_EVERY_SECONDS = 2.0


def draw_what_is_on(stack: BrokenStack, leases: Mapping[str, Lease], shown: Switch) -> None:
    """Draw the switches that are on above everything else, nothing while none is."""
    if not leases:
        return
    titles = [md(each.title) for each in SWITCHES if each.id in leases]
    with st.container(border=True, key="break_it_on"):
        st.markdown(f"**On now, {len(titles)}:** {', '.join(titles)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                "Fix all", key="break_it_fix_all", type="primary", icon=":material/build:"
            ):
                fix_everything(stack, shown)
            if st.button("Keep on", key="break_it_keep", type="tertiary"):
                keep_all_on(stack)
            first_end = min(each.until for each in leases.values())
            clock = countdown_html(first_end, time.time(), is_bare=True)
            st.html(render("switches/time_left.html.j2", clock=clock), width="content")


def draw_damaged(stack: BrokenStack, error: StoredFileError, shown: Switch) -> None:
    """Draw the way out where nobody can say what is on."""
    st.error(md(error.one_line()), icon=":material/error:")
    if st.button("Fix all", key="break_it_rescue", type="primary", icon=":material/build:"):
        fix_everything(stack, shown)


def look_again(stack: BrokenStack, leases: Mapping[str, Lease]) -> None:
    """Draw the page anew when somebody else, or the end of its time, changes what is on."""

    @st.fragment(run_every=_EVERY_SECONDS)
    def look() -> None:
        try:
            if stack.leases() != leases:
                st.rerun()
        except LabError:
            st.rerun()

    look()
