"""The card of one scenario: its story, what is sent, three answers side by side, the checks."""

import streamlit as st

from pages._ui.calls.answer_words import verdict_words
from pages._ui.calls.checks_list import checks_html
from pages._ui.calls.doctor_link import DOCTOR
from pages._ui.calls.exchange_card import exchange_card
from pages._ui.evidence.evidence_words import evidence_words
from pages._ui.evidence.source_line import source_words
from pages._ui.page.context import browser_session
from pages._ui.page.feedback import md, md_sentence
from pages._ui.scenarios.outcome_words import COLORS, outcome_of, outcome_words
from pages._ui.scenarios.scenario_answers import three_answers_html
from pages._ui.scenarios.scenario_choice import CARD
from pages._ui.scenarios.scenario_request import making_words, request_words
from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import is_as_decided
from services.authorizer.decision import Decision
from services.authorizer.differences import KnownDifference
from services.scenarios.report import why
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario


def scenario_card(
    scenario: Scenario, result: ScenarioResult | None, *, is_local: bool, is_busy: bool
) -> bool:
    """Draw the card and tell whether "Run this one" was pressed."""
    outcome = outcome_of(result)
    with st.container(border=True, key="authorizer_lab_card"):
        st.html(f'<span id="{CARD}"></span>')
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.badge(outcome_words(outcome), color=COLORS[outcome])
            is_pressed = st.button(
                "Run this one",
                key="authorizer_lab_run_one",
                icon=":material/play_arrow:",
                disabled=is_busy,
            )
        st.header(md(scenario.title), anchor=False)
        st.markdown(md(scenario.story))
        cloud = "the local engine" if is_local else "AWS"
        st.html(three_answers_html(scenario, result, is_local=is_local))
        if result is not None:
            _draw_outcome(result, cloud)
        st.markdown(f":small[Expectation: {source_words(scenario.evidence)}]")
        _draw_request(scenario, result, is_local=is_local)
        if result is not None and result.decision and result.observed:
            _draw_checks(result.decision, result.observed)
    return is_pressed


def _draw_outcome(result: ScenarioResult, cloud: str) -> None:
    """Say in a box why the result is not simply as expected."""
    if result.difference is not None:
        st.warning(_known(result.difference, cloud), icon=":material/compare_arrows:")
    elif result.outcome is Outcome.DIFFERENT:
        _draw_trouble(result)
    elif result.outcome is Outcome.NOT_RUN:
        st.info(f"**Not run.** {md_sentence(result.reason)}", icon=":material/info:")


def _draw_trouble(result: ScenarioResult) -> None:
    """Show an unexpected answer, or a stack whose settings have changed: two different causes."""
    decision, observed = result.decision, result.observed
    if result.exchange is None:
        words = f"**The stack is broken: nothing could be sent.** {md_sentence(result.reason)}"
        st.error(words, icon=":material/error:")
        _offer_checkup()
        return
    if not (decision and observed and is_as_decided(decision, observed)):
        words = f"**Not what AWS answers.** {md_sentence(why(result))}"
        st.error(words, icon=":material/error:")
        _offer_doctor(result)
        return
    st.error(
        "**The stack is not as it was provisioned.** By its live settings this answer is right; "
        f"as provisioned, it would be {md(result.scenario.expected.words)}.",
        icon=":material/error:",
    )
    _offer_checkup()


def _offer_checkup() -> None:
    st.page_link(
        DOCTOR,
        label="Find the setting with the check-up",
        icon=":material/stethoscope:",
        query_params={"response_doctor_part": "Check-up"},
    )


def _offer_doctor(result: ScenarioResult) -> None:
    """Offer the way to the doctor, which looks a call up in this browser's history."""
    exchange = result.exchange
    if exchange is not None and st.button(
        "Ask the response doctor",
        key="authorizer_lab_doctor",
        icon=":material/stethoscope:",
    ):
        browser_session().keep(exchange, result.decision or result.reason)
        st.switch_page(DOCTOR, query_params={"call": exchange.id})


def _known(difference: KnownDifference, cloud: str) -> str:
    return (
        f"**A known difference of {md(cloud)}: {md(difference.topic)}.** Here: "
        f"{md(difference.locally)}. On AWS: {md(difference.on_aws)} "
        f"({md(evidence_words(difference.evidence))})."
    )


def _draw_request(scenario: Scenario, result: ScenarioResult | None, *, is_local: bool) -> None:
    if making := making_words(scenario, is_local=is_local):
        st.caption(md(making))
    if result is not None and result.exchange is not None:
        with st.expander("Request and answer", icon=":material/swap_horiz:"):
            exchange_card(result.exchange, "authorizer_lab_exchange")
        return
    st.code(request_words(scenario), language="http", wrap_lines=True)


def _draw_checks(decision: Decision, observed: ObservedAnswer) -> None:
    st.subheader("The checks in order", anchor=False)
    is_same = is_as_decided(decision, observed)
    st.markdown(md(verdict_words(decision, observed, is_as_decided=is_same)))
    st.html(checks_html(decision))
