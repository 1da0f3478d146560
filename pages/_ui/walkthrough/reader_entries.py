"""What a step of self-service asks the reader for on AWS: an address, then the code sent to it."""

import streamlit as st

from infra_scripts.walkthrough.walk_guest import NOTHING_ENTERED, Entered
from infra_scripts.walkthrough.walk_journal import StepRecord
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from pages._ui.page.context import settings

CODE_LENGTH = 6


def ask_the_reader(shown: WalkStep, record: StepRecord | None) -> Entered:
    """Draw the field that the step needs, none locally, and return what stands in it."""
    if settings().is_local or shown.kind is not StepKind.SELF:
        return NOTHING_ENTERED
    if record is not None and record.waits_for_code:
        code = st.text_input(
            "Code from the mail",
            key=f"walkthrough_code_{shown.id}",
            max_chars=CODE_LENGTH,
            autocomplete="one-time-code",
            width=420,
        )
        return Entered(code=(code or "").strip())
    if shown.needs:
        return NOTHING_ENTERED
    email = st.text_input(
        "An e-mail address that you can read",
        key="walkthrough_email",
        autocomplete="email",
        width=420,
        help="Cognito sends the codes there. It is removed with the walkthrough's user pool.",
    )
    return Entered(email=(email or "").strip())
