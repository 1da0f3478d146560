"""Why buttons are greyed, in words below them: a help on hover is out of reach on a phone."""

from collections.abc import Mapping

import streamlit as st


def greyed_reasons(reasons: Mapping[str, str]) -> None:
    """Draw a line for each distinct reason, with the labels of the buttons that it greys.

    `reasons` has a label and why its button is greyed, both as Markdown; "" for one that is not.
    """
    lines = {
        reason: ", ".join(label for label, each in reasons.items() if each == reason)
        for reason in reasons.values()
        if reason
    }
    if lines:
        st.caption("  \n".join(f"**{labels}:** {reason}" for reason, labels in lines.items()))
