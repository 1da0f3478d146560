"""The plan that a tab has asked for: made on a click, shown until the stack changes."""

from typing import TYPE_CHECKING

import streamlit as st

from pages._ui.page.context import lab, settings

if TYPE_CHECKING:
    from infra_scripts.stack.plan import Plan

_PLAN = "_stack_plan"


def make_plan() -> None:
    """Compare the stack with its description and keep the result for this tab; reads only."""
    from infra_scripts.stack.provisioner import Provisioner

    with st.spinner("Comparing the stack with its description…"):
        st.session_state[_PLAN] = Provisioner(lab().aws, settings()).plan()


def shown_plan() -> "Plan | None":
    plan: Plan | None = st.session_state.get(_PLAN)
    return plan


def forget_plan() -> None:
    st.session_state.pop(_PLAN, None)
