"""What a step of self-service did: each operation of Cognito, what was sent, and the mail."""

import streamlit as st

from infra_scripts.walkthrough.walk_guest import Helped
from infra_scripts.walkthrough.walk_journal import StepRecord
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md
from pages._ui.page.time_words import clock_time
from pages._ui.walkthrough.outcomes import KeptOutcome
from services.self_service.account import Done
from services.self_service.inbox import Mail


def draw_helped(kept: KeptOutcome | None, record: StepRecord) -> None:
    """Draw what this tab saw of the step, or when it ran."""
    if record.waits_for_code:
        st.info("Cognito has sent a code. Enter it above, and run the step again.")
    if kept is None or kept.helped is None:
        st.markdown(f"Cognito accepted it at {clock_time(record.at)}. Run it again to see more.")
        return
    _operations(kept.helped)
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


def _operations(helped: Helped) -> None:
    facts_table(
        Fact(title=done.operation, value="accepted", note=_sent(done)) for done in helped.done
    )


def _sent(done: Done) -> str:
    names = ", ".join(f"{name}: {value}" for name, value in done.sent)
    where = f" A code went to {done.delivered_to}." if done.delivered_to else ""
    return f"Sent {names}.{where}"


def _mail(mail: Mail) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{md(mail.subject)}** to {md(mail.to)}, the code was entered")
        st.markdown(md(mail.text))
