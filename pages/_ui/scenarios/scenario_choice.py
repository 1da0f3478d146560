"""Which scenario the page shows: in the address, and kept while the reader is on other pages."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from pages._ui.page.feedback import md
from services.scenarios.scenario import Scenario
from services.scenarios.table.table import BY_ID

CARD = "scenario-card"  # the id of the card's head
_PARAM = "scenario"
_CHOSEN, _LINKED = "_authorizer_lab_chosen", "_authorizer_lab_linked"
_CHOICES = "_authorizer_lab_choices"
_FIRST = "access-on-my-api"  # the most common 401 of all


def chosen_scenario() -> Scenario:
    """Return the address's scenario, else the last one chosen, else one worth reading first."""
    asked = st.query_params.get(_PARAM)
    st.session_state.setdefault(_LINKED, asked if asked in BY_ID else "")
    if asked in BY_ID:
        _choose(asked)
    elif asked:
        st.warning(
            f"There is no scenario {md(asked)}. Choose one in the grid or the list.",
            icon=":material/link_off:",
        )
    return BY_ID[st.session_state.get(_CHOSEN, _FIRST)]


def _choose(scenario_id: str) -> None:
    if st.session_state.get(_CHOSEN) != scenario_id:
        st.session_state[_CHOSEN] = scenario_id
        st.session_state[_CHOICES] = choices() + 1


def choices() -> int:
    """Return how often a scenario was chosen: each choice brings its card into view anew."""
    return int(st.session_state.get(_CHOICES, 0))


def is_linked() -> bool:
    """Tell whether the reader came by a link to this scenario and has chosen none since."""
    return bool(st.session_state.get(_LINKED, "") == st.session_state.get(_CHOSEN))


def link_to() -> Callable[[str], str]:
    """Return a function that gives a scenario's address, with the filters as they are now."""
    others = {name: value for name, value in st.query_params.items() if name != _PARAM}
    rest = f"&{urlencode(others)}" if others else ""
    return lambda scenario_id: f"?{urlencode({_PARAM: scenario_id})}{rest}"


def place_of(scenario_id: str) -> str:
    """Return the id of the scenario's link in the grid or in the list."""
    return f"at-{scenario_id}"
