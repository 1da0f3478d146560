"""The way to the Response doctor from a call: a link that carries the call's id."""

import streamlit as st

from services.traffic.exchange import Exchange

DOCTOR = "pages/demo/response_doctor.py"


def offer(exchange: Exchange) -> None:
    """Draw the link; the page looks the call up in this browser's history by its id."""
    st.page_link(
        DOCTOR,
        label="Ask the response doctor",
        icon=":material/stethoscope:",
        query_params={"call": exchange.id},
    )
