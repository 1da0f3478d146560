"""What is on and for how long, with the one button that puts all of it back."""

import time
from collections.abc import Mapping

import streamlit as st

from infra_scripts.switches.broken_stack import BrokenStack
from infra_scripts.switches.leases import Lease
from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES
from pages._ui.page.context import lab
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


def draw_broken_notice() -> None:
    """Say on another page that the walkthrough's stack is broken now, and where it is put back."""
    try:
        on = BrokenStack(lab()).on()
    except StoredFileError:  # the page of the switches has the way out
        return
    if not on:
        return
    titles = ", ".join(md(each.title) for each in on)
    st.warning(
        f"**Broken now:** {titles}. Running a step puts all of it back first.",
        icon=":material/bolt:",
    )
    st.page_link(
        "pages/demo/break_it.py",
        label="See it broken in Break it, fix it",
        icon=":material/bolt:",
        query_params={"switch": on[0].id},
    )


def draw_damaged(stack: BrokenStack, error: StoredFileError, shown: Switch) -> None:
    """Draw the way out where nobody can say what is on."""
    st.error(md(error.one_line()), icon=":material/error:")
    if st.button("Fix all", key="break_it_rescue", type="primary", icon=":material/build:"):
        fix_everything(stack, shown)
    st.page_link(
        "pages/learn/walkthrough.py",
        label="If that does not help: Start over on the Walkthrough",
        icon=":material/route:",
    )


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
