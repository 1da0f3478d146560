"""Fidelity: where the local engine differs from AWS, how sure the table is, what nobody knows."""

import streamlit as st
from markupsafe import Markup

from pages._ui.evidence.evidence_words import confidence_title, evidence_html
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.templates import render
from pages._ui.scenarios.outcome_words import counted, outcome_words
from services.authorizer.differences import LOCAL_DIFFERENCES, OPEN_QUESTIONS, KnownDifference
from services.authorizer.evidence import Confidence
from services.scenarios.kept_results import KeptResults
from services.scenarios.table.table import SCENARIOS

_MEANINGS = {
    Confidence.DOCUMENTED: "An AWS page says so; the card links to it.",
    Confidence.SEVERAL_REPORTS: "Several people posted this answer of AWS, independently.",
    Confidence.ONE_REPORT: "One person posted it.",
    Confidence.INFERRED: "It follows from what is documented, but nobody posted it.",
    Confidence.NOT_VERIFIED: "Our best guess: AWS may answer differently.",
}


def fidelity_section(kept: KeptResults, *, is_local: bool) -> None:
    """Draw the answer, and what it rests on one click away; it needs no stack."""
    st.markdown(
        "**We have run none of this on AWS.** What AWS answers is written down from its "
        "documentation and from answers that people posted. `python -m infra_scripts verify "
        "--cloud aws` runs the same scenarios on your account."
    )
    _draw_counts(kept)
    documented = sum(it.evidence.confidence is Confidence.DOCUMENTED for it in SCENARIOS)
    with st.expander(
        f"**Where the local engine differs from AWS**: {len(LOCAL_DIFFERENCES)} places"
    ):
        where = "" if is_local else " This lab runs on AWS, so none of them applies here."
        st.caption(f"These are known. A scenario that meets one has the mark ≈, not ≠.{where}")
        st.html(differences_html(LOCAL_DIFFERENCES))
    with st.expander(
        f"**How sure the expectations are**: AWS documents {documented} of {len(SCENARIOS)}"
    ):
        facts_table(_confidence_facts())
    with st.expander(f"**What nobody has verified on AWS**: {len(OPEN_QUESTIONS)} questions"):
        st.markdown("\n".join(f"- {question}" for question in OPEN_QUESTIONS))


def differences_html(differences: tuple[KnownDifference, ...]) -> Markup:
    """Return the list as a table, on a phone as blocks."""
    return render(
        "scenarios/fidelity_section.html.j2", differences=differences, evidence_html=evidence_html
    )


def _draw_counts(kept: KeptResults) -> None:
    if not kept:
        st.caption("Nothing was run in this browser session yet.")
        return
    with st.container(horizontal=True, key="authorizer_lab_counts"):
        for outcome, number in counted(SCENARIOS, kept).items():
            st.metric(outcome_words(outcome), number, border=True, width="content")
    st.caption("The last result of each scenario that this browser session ran.")


def _confidence_facts() -> list[Fact]:
    numbers = [scenario.evidence.confidence for scenario in SCENARIOS]
    return [
        Fact(
            title=confidence_title(confidence),
            value=f"{numbers.count(confidence)} of {len(SCENARIOS)} scenarios",
            note=meaning,
        )
        for confidence, meaning in _MEANINGS.items()
    ]
