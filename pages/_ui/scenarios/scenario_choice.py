"""Which scenario the page shows: in the address, and kept while the reader is on other pages."""

import streamlit as st

from pages._ui.page.feedback import md
from services.scenarios.scenario import Scenario
from services.scenarios.table.table import BY_ID

CARD = "scenario-card"  # the id of the card's head
_PARAM = "scenario"
_CHOSEN, _LINKED = "_authorizer_lab_chosen", "_authorizer_lab_linked"
_MARKS = "_authorizer_lab_marks"
_FIRST = "access-on-my-api"  # the most common 401 of all


def choose(scenario_id: str, *, is_marked: bool = False) -> None:
    """Make this the scenario of the card and of the address; for callbacks.

    `is_marked` says that the table has marked it itself; otherwise its mark is set again.
    """
    st.session_state[_CHOSEN] = scenario_id
    st.session_state[_MARKS] = marks() + (not is_marked)
    st.session_state[_LINKED] = False
    st.query_params[_PARAM] = scenario_id


def chosen_scenario() -> Scenario:
    """Return the address's scenario, else the last one chosen, else one worth reading first."""
    asked = st.query_params.get(_PARAM)
    if asked in BY_ID:
        st.session_state[_LINKED] = st.session_state.get(_LINKED, True)
        st.session_state[_CHOSEN] = asked
    elif asked:
        st.warning(
            f"There is no scenario {md(asked)}. Choose one in the grid or the list.",
            icon=":material/link_off:",
        )
    return BY_ID[st.session_state.get(_CHOSEN, _FIRST)]


def marks() -> int:
    """Return a number that changes when the table's mark has to be set again."""
    return int(st.session_state.get(_MARKS, 0))


def is_linked() -> bool:
    """Tell whether the reader came by a link to this scenario and has chosen none since."""
    return bool(st.session_state.get(_LINKED, False))
