"""A countdown that runs in the browser by CSS alone: no rerun, no script, no traffic."""

import math

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.page.time_words import moment

_HOUR = 3600


def countdown(expires_at: float, now: float) -> None:
    """Draw the countdown."""
    st.html(countdown_html(expires_at, now))


def countdown_html(expires_at: float, now: float, *, is_bare: bool = False) -> Markup:
    """Return the time left until `expires_at` (epoch seconds), running down second by second.

    A moment in the past reads "Expired". All countdowns to one moment tick together, whenever they
    were drawn. `is_bare` leaves the moment itself out.
    """
    left = expires_at - now
    whole = math.ceil(left)
    return render(
        "page/countdown.html.j2",
        left=whole,
        started=f"{left - whole:.2f}",
        has_hours=left > _HOUR,
        until="" if is_bare else moment(expires_at),
    )
