"""Fidelity: where the local engine differs from AWS, how sure the table is, what nobody knows."""

from html import escape

import streamlit as st

from pages._ui.evidence.evidence_words import confidence_title, evidence_html
from pages._ui.page.facts_table import Fact, facts_table
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
    Confidence.NOT_VERIFIED: "The best guess; AWS may answer otherwise.",
}
_STYLE = """<style>
.lab-differences { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; }
.lab-differences th, .lab-differences td { padding: 0.45rem 0.8rem 0.45rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-differences th { font-weight: 600; }
.lab-differences a { color: inherit; }
@media (max-width: 640px) {
  .lab-differences thead { display: none; }
  .lab-differences tr { display: block; padding: 0.5rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
  .lab-differences th, .lab-differences td { display: block; border: 0; padding: 0.1rem 0; }
  .lab-differences td::before { content: attr(data-head) ": "; font-weight: 600; }
}
</style>"""


def fidelity_section(kept: KeptResults, *, is_local: bool) -> None:
    """Draw the section; it needs no stack."""
    st.markdown(
        "**Nothing of this has been run on AWS by us.** What AWS answers is written down from its "
        "documentation and from answers that people posted. `python -m infra_scripts verify "
        "--cloud aws` runs the same scenarios on your account."
    )
    _draw_counts(kept)
    st.header("Where the local engine differs from AWS", anchor=False)
    where = "" if is_local else " This lab runs on AWS, so none of them applies here."
    st.caption(f"These are known. A scenario that meets one is amber, not red.{where}")
    st.html(differences_html(LOCAL_DIFFERENCES))
    st.header("How sure the expectations are", anchor=False)
    facts_table(_confidence_facts())
    st.header("What nobody has verified on AWS", anchor=False)
    st.markdown("\n".join(f"- {question}" for question in OPEN_QUESTIONS))


def differences_html(differences: tuple[KnownDifference, ...]) -> str:
    """Return the list as a table, on a phone as blocks; every text is escaped."""
    heads = ("Topic", "Local engine", "AWS", "How sure")
    head = "".join(f'<th scope="col">{title}</th>' for title in heads)
    return (
        f'<table class="lab-differences"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(map(_difference, differences))}</tbody></table>{_STYLE}"
    )


def _difference(each: KnownDifference) -> str:
    return (
        f'<tr><th scope="row">{escape(each.topic)}</th>'
        f'<td data-head="Local engine">{escape(each.locally)}</td>'
        f'<td data-head="AWS">{escape(each.on_aws)}</td>'
        f'<td data-head="How sure">{evidence_html(each.evidence)}</td></tr>'
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
