"""The decision card: what stopped a call, its way, the checks in order, and both answers."""

import streamlit as st

from pages._ui.calls.answer_cards import answer_cards_html
from pages._ui.calls.answer_words import verdict_words
from pages._ui.calls.answers_table import answers_html
from pages._ui.calls.checks_list import checks_html
from pages._ui.calls.doctor_link import offer
from pages._ui.calls.exchange_card import status_badge
from pages._ui.calls.short_answer import short_answer
from pages._ui.calls.way.way import way_html
from pages._ui.evidence.evidence_words import evidence_words, source_name
from pages._ui.page.context import browser_session, settings
from pages._ui.page.feedback import md
from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import Agreement, Comparison, compare, is_as_decided
from services.authorizer.decision import Check, Decision
from services.authorizer.function_check import function_check
from services.authorizer.observation import answer_of
from services.traffic.exchange import Exchange

_REFUSALS = 400
_NOT_KEPT = "This call was not explained when it was made."


def live_answer(call: Exchange, explanation: Decision | str) -> None:
    """Draw the call; `explanation` is a sentence where nothing decides it."""
    is_local = settings().is_local
    short = short_answer(call, explanation, is_local=is_local)
    heading = f"{call.method} /{call.url.split('/demo/', 1)[-1]}"
    st.html(answer_cards_html([call], [short], heading=heading, is_local=is_local))
    if isinstance(explanation, str) or call.status is None:
        return
    observed = answer_of(call)
    st.html(way_html(explanation, observed, is_local=is_local, call_id=call.id))
    with st.expander("Each check, its reason and its source"):
        draw_checks(explanation, compare(explanation, observed, is_local=is_local))


def decision_card(exchange: Exchange, key: str) -> None:
    """Draw why the call was answered as it was, from the decision kept with it."""
    explanation = explanation_of(exchange)
    with st.container(border=True, key=f"{key}_decision"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown("**Why this answer**", width="content")
            status_badge(exchange)
        if exchange.status is None:
            st.markdown("Nothing answered, so the API did not see this call.")
        elif isinstance(explanation, str):
            st.markdown(f"There is no explanation. {md(explanation)}")
        else:
            _draw(explanation, answer_of(exchange))
        offer_doctor(exchange)


def explanation_of(exchange: Exchange) -> Decision | str:
    """Return the decision kept with the call, or the sentence why there is none."""
    return browser_session().explanations.get(exchange.id, _NOT_KEPT)


def offer_doctor(exchange: Exchange) -> None:
    """Draw the way to the doctor from a call without answer, refused, or answered oddly."""
    if exchange.status is None or exchange.status >= _REFUSALS or _is_odd(exchange):
        offer(exchange)


def _is_odd(exchange: Exchange) -> bool:
    """Tell whether the answer is another one than AWS gives."""
    explanation = explanation_of(exchange)
    return not isinstance(explanation, str) and not is_as_decided(explanation, answer_of(exchange))


def _draw(decision: Decision, observed: ObservedAnswer) -> None:
    compared = compare(decision, observed, is_local=settings().is_local)
    st.markdown(md(verdict_words(decision, observed, is_as_decided=compared.is_same)))
    if compared.agreement is not Agreement.SAME:
        _draw_mismatch(compared)
    with st.expander("The checks in order"):
        st.html(way_html(decision, observed, is_local=settings().is_local))
        draw_checks(decision, compared)


def draw_checks(decision: Decision, compared: Comparison) -> None:
    """Draw the checks in order, both answers, and the source of AWS's answer to a refusal."""
    own = function_check(compared.observed) if compared.is_same else None
    answers = answers_html(compared, is_local=settings().is_local)
    st.html(checks_html(decision, own) + answers)
    words = ["Status and body are what AWS answers."] if compared.is_same else []
    words += [_source_words(decision.stopped_by)] if decision.stopped_by else []
    if words:
        st.markdown(f":small[{' '.join(words)}]")  # a caption's links are too pale to read


def _cloud_name() -> str:
    """Return who answered, as a sentence says it."""
    return "the local engine" if settings().is_local else "AWS"


def _draw_mismatch(compared: Comparison) -> None:
    """Say that the two answers differ, and which known difference it is."""
    who, known = md(_cloud_name()), compared.difference
    if known is not None:
        words = (
            f"**Not what AWS answers, as is known.** {md(known.topic)}. On AWS: "
            f"{md(known.on_aws)}. On {who}: {md(known.locally)}."
        )
    else:
        words = (
            "**Not what AWS answers**, and this is not a known difference: with the API's live "
            f"settings, {who} should have answered otherwise."
        )
    st.warning(words, icon=":material/compare_arrows:")


def _source_words(stopped: Check) -> str:
    """Return the source of AWS's answer and how sure it is, as Markdown."""
    evidence, kind = stopped.text.evidence, stopped.answer.response_type
    source = (
        f"[{md(source_name(evidence.address))}]({evidence.address})"
        if evidence.address
        else evidence.without_address
    )
    response = f" It is the gateway response `{kind}`." if kind else ""
    return f"Source of AWS's answer: {source} ({md(evidence_words(evidence))}).{response}"
