"""A countdown that runs in the browser by CSS alone: no rerun, no script, no traffic."""

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.page.time_words import moment

_HOUR = 3600


def countdown(expires_at: float, now: float) -> None:
    """Draw the time left until `expires_at` (epoch seconds), running down second by second."""
    st.html(countdown_html(expires_at, now))


def countdown_html(expires_at: float, now: float) -> Markup:
    """Return the countdown as HTML; a moment in the past reads "Expired"."""
    left = round(expires_at - now)
    return render(
        "page/countdown.html.j2", left=left, has_hours=left > _HOUR, until=moment(expires_at)
    )
