"""Break it, fix it: one press breaks the walkthrough's stack for real, another puts it back."""

import streamlit as st

from infra_scripts.switches.broken_stack import BrokenStack
from infra_scripts.switches.switch import Switch
from infra_scripts.switches.table import SWITCHES
from pages._ui.page.context import lab, process, settings
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.switches.pressed import break_it, build, call_again, fix, last_error, seen_of
from pages._ui.switches.shown_break import draw_seen, draw_unshown
from pages._ui.switches.switch_map import switch_links_html, switch_map_html
from pages._ui.switches.what_is_on import draw_damaged, draw_what_is_on, look_again
from services.errors import StoredFileError

IN_URL = "switch"


def shown_switch() -> Switch:
    """Return the switch of the address, else the first, which the address then has."""
    by_id = {each.id: each for each in SWITCHES}
    shown = by_id.get(st.query_params.get(IN_URL, ""))
    if shown is None:
        shown = SWITCHES[0]
        st.query_params[IN_URL] = shown.id
    return shown


def draw_building(stack: BrokenStack) -> None:
    """Draw the one button that builds what is to be broken."""
    st.markdown("The switches break the stack of the walkthrough, and not all of it stands yet.")
    is_agreed = settings().is_local or st.checkbox(
        f"Build the stack {md(stack.settings.stack)} in the AWS account {md(process().account)}, "
        f"region {md(settings().region)}",
        key="break_it_agreed",
    )
    if st.button(
        "Build the walkthrough's stack",
        key="break_it_build",
        type="primary",
        icon=":material/construction:",
        disabled=not is_agreed,
    ):
        build(stack)
    st.caption(
        "This runs the steps of the walkthrough that build something and have not run yet. The "
        "lab's own stack stays as it is."
    )


def draw_switch(stack: BrokenStack, shown: Switch, *, is_on: bool) -> None:
    """Draw what the switch does, what will be seen, its buttons and what was seen."""
    st.html(switch_links_html(shown))
    st.header(md(shown.title), anchor=False)
    st.markdown(f"**What the audience will see:** {md(shown.sees)}")
    st.caption(md(shown.changes))
    if shown.unshown is not None:
        draw_unshown(lab(), shown, shown.unshown)
        return
    draw_buttons(stack, shown, is_on=is_on)
    if seen := seen_of(shown):
        draw_seen(shown, seen)


def draw_buttons(stack: BrokenStack, shown: Switch, *, is_on: bool) -> None:
    if not is_on:
        if st.button("Break it", key="break_it_on_now", type="primary", icon=":material/bolt:"):
            break_it(stack, shown)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("On: broken now", icon=":material/bolt:", color="red")
        if st.button("Call again", key="break_it_again", icon=":material/replay:"):
            call_again(stack, shown)
        if st.button("Put this back", key="break_it_back", icon=":material/undo:"):
            fix(stack, shown)


def draw_page(stack: BrokenStack, shown: Switch) -> None:
    leases = stack.leases()
    if error := last_error():
        show_error(error)
    if not stack.is_whole:
        draw_building(stack)
        return
    draw_what_is_on(stack, leases, shown)
    content, beside = st.columns([3, 1], gap="large")  # on a phone the list comes below
    with content:
        draw_switch(stack, shown, is_on=shown.id in leases)
    with beside:
        st.html(switch_map_html(leases.keys(), shown))
    look_again(stack, leases)


require_frame()
page_head(
    "Break it, fix it",
    "Each switch breaks the walkthrough's stack for real: see it on a live call, let the doctor "
    "find it, put it back.",
)
require_stack()
own_stack, chosen = BrokenStack(lab()), shown_switch()
try:
    draw_page(own_stack, chosen)
except StoredFileError as damaged:
    draw_damaged(own_stack, damaged, chosen)
