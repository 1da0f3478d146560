"""What a step of self-service did: each operation of Cognito, what was sent, and the mail."""

from collections.abc import Iterator

import streamlit as st

from infra_scripts.walkthrough.walk_guest import Helped
from infra_scripts.walkthrough.walk_journal import StepRecord
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md
from pages._ui.page.time_words import clock_time
from pages._ui.walkthrough.outcomes import KeptOutcome
from services.self_service.inbox import Mail


def draw_helped(kept: KeptOutcome | None, record: StepRecord) -> None:
    """Draw what this tab saw of the step, or when it ran."""
    if record.waits_for_code:
        st.info("Cognito has sent a code. Enter it above, and run the step again.")
    if kept is None or kept.helped is None:
        st.markdown(f"Cognito accepted it at {clock_time(record.at)}. Run it again to see more.")
        return
    facts_table(_facts(kept.helped))
    if kept.helped.mail is not None:
        _mail(kept.helped.mail)
    with st.container(key="walkthrough_by_hand", gap="xsmall"):  # not on stage
        if kept.helped.mail is not None:
            st.caption("The local engine keeps mails and sends none.")
        st.page_link(
            "pages/demo/self_service.py",
            label="Do it by hand on Self-service",
            icon=":material/mail:",
        )


def _facts(helped: Helped) -> Iterator[Fact]:
    for done in helped.done:
        sent = ", ".join(f"{name}: {value}" for name, value in done.sent)
        yield Fact(title=done.operation, value="accepted", note=f"Sent {sent}.")
    places = [done.delivered_to for done in helped.done if done.delivered_to]
    if places:  # the newest answer: the local engine's to SignUp does not mask it
        yield Fact(
            title="Where the code went",
            value=places[-1],
            note="As Cognito's answer says it: most of the address is masked.",
        )
    if helped.challenge:
        yield Fact(
            title="The next sign-in",
            value=f"asks for {helped.challenge}",
            note="POST /user-sign-in answers with this challenge in place of tokens: six digits "
            "of the app are wanted.",
        )


def _mail(mail: Mail) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{md(mail.subject)}** to {md(mail.to)}, the code was entered")
        st.markdown(md(mail.text))
