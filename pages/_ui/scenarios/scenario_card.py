"""The card of one scenario: the answer and its reason, and what else there is, one at a time."""

import streamlit as st

from pages._ui.calls.checks_list import checks_html
from pages._ui.calls.doctor_link import DOCTOR
from pages._ui.calls.exchange_card import exchange_card
from pages._ui.calls.way.way import way_html
from pages._ui.evidence.source_line import source_words
from pages._ui.page.context import browser_session
from pages._ui.page.feedback import md
from pages._ui.page.templates import render
from pages._ui.scenarios.scenario_answers import three_answers_html
from pages._ui.scenarios.scenario_choice import choices
from pages._ui.scenarios.scenario_head import head_html, scenario_head
from pages._ui.scenarios.scenario_request import making_words, request_words
from services.authorizer.comparison import is_as_decided
from services.authorizer.function_check import function_check
from services.scenarios.runner import ScenarioResult
from services.scenarios.scenario import Scenario

_WAY, _ANSWERS, _REQUEST, _SOURCES = "The way", "Answers", "Request", "Sources"


def scenario_card(
    scenario: Scenario, result: ScenarioResult | None, *, is_local: bool, is_busy: bool
) -> bool:
    """Draw the card and tell whether "Run this one" was pressed."""
    with st.container(border=True, key="authorizer_lab_card"):
        head = scenario_head(scenario, result, is_local=is_local)
        st.html(head_html(head, scenario.id, "" if is_busy else _result_id(scenario, result)))
        if result is not None and result.is_trouble:
            _offer_help(result)
        with st.container(horizontal=True, vertical_alignment="center"):
            is_pressed = st.button(
                "Run this one",
                key="authorizer_lab_run_one",
                icon=":material/play_arrow:",
                disabled=is_busy,
            )
            opened = st.segmented_control(
                "Open one",
                (_WAY, _ANSWERS, _REQUEST, _SOURCES),
                default=_WAY,
                required=True,
                key="authorizer_lab_part",
                label_visibility="collapsed",
                bind="query-params",
                wrap=True,
            )
        _draw_part(opened, scenario, result, is_local=is_local)
    return is_pressed


def _result_id(scenario: Scenario, result: ScenarioResult | None) -> str:
    """Return an id that is new with each choice and with each call."""
    call = result.exchange.id if result and result.exchange else ""
    return f"{scenario.id}-{choices()}-{call}"


def _draw_part(
    opened: str | None, scenario: Scenario, result: ScenarioResult | None, *, is_local: bool
) -> None:
    if opened == _WAY:
        _draw_way(result, is_local=is_local)
    elif opened == _ANSWERS:
        st.html(three_answers_html(scenario, result, is_local=is_local))
    elif opened == _REQUEST:
        _draw_request(scenario, result, is_local=is_local)
    else:
        st.markdown(f":small[{source_words(scenario.evidence)}]")


def _offer_help(result: ScenarioResult) -> None:
    """Offer the check-up where settings have changed, else the doctor, who knows this call."""
    decision, observed = result.decision, result.observed
    is_explained = decision and observed and is_as_decided(decision, observed)
    if result.exchange is None or is_explained:
        st.page_link(
            DOCTOR,
            label="Find the setting with the check-up",
            icon=":material/stethoscope:",
            query_params={"response_doctor_part": "Check-up"},
        )
    elif st.button(
        "Ask the response doctor", key="authorizer_lab_doctor", icon=":material/stethoscope:"
    ):
        browser_session().keep(result.exchange, decision or result.reason)
        st.switch_page(DOCTOR, query_params={"call": result.exchange.id})


def _draw_way(result: ScenarioResult | None, *, is_local: bool) -> None:
    """Draw the call's way, with its checks one by one folded below."""
    if result is None or result.decision is None or result.observed is None:
        st.caption("The call's way is drawn here after the run.")
        return
    way = way_html(
        result.decision,
        result.observed,
        is_local=is_local,
        call_id=result.exchange.id if result.exchange else "",
        scenario_id=result.scenario.id,
    )
    checks = checks_html(result.decision, function_check(result.observed))
    st.html(render("scenarios/scenario_way.html.j2", way=way, checks=checks))


def _draw_request(scenario: Scenario, result: ScenarioResult | None, *, is_local: bool) -> None:
    if making := making_words(scenario, is_local=is_local):
        st.caption(md(making))
    if result is not None and result.exchange is not None:
        exchange_card(result.exchange, "authorizer_lab_exchange")
    else:
        st.code(request_words(scenario), language="http", wrap_lines=True)
