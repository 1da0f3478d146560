"""The reason of a change that takes something away: asked in its dialog, kept in the audit log."""

import streamlit as st

_LONGEST = 200


def ask_reason(key: str) -> str:
    """Draw the field and return what is typed, "" while nothing is; `key` is the widget's.

    The button that sends a destructive change stays disabled while this is "": the desk refuses
    such a change without a reason.
    """
    typed = st.text_input(
        "Reason",
        key=key,
        max_chars=_LONGEST,
        live=True,
        autocomplete="off",
        placeholder="Why, in your words: a ticket, a request",
        help="It stands in the audit log beside your name. Never type a password.",
    )
    return (typed or "").strip()


def draw_missing(*, name: bool = True, reason: bool) -> str:
    """Say what is still missing before a button that takes something away; "" when nothing is."""
    asked = (("the name", name), ("the reason", reason))
    missing = " and ".join(word for word, is_there in asked if not is_there)
    if missing:
        st.caption(f"Type {missing} first.")
    return missing
