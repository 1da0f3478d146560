"""The calls behind one row of a race: before and after the action, credentials masked."""

import streamlit as st

from pages._ui.calls.exchange_card import exchange_card
from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from pages._ui.page.time_words import milliseconds
from services.revocation.probes import REQUESTS, TITLES, ProbeResult
from services.revocation.race import Race


def race_calls(race: Race, key: str) -> None:
    """Draw the choice of a row and its two calls side by side."""
    with st.expander("Show the calls", icon=":material/swap_horiz:", key=f"{key}_panel"):
        probe = st.selectbox(
            "Calls of",
            [row.probe for row in race.rows],
            key=f"{key}_{race.action.id}_probe",
            format_func=lambda each: TITLES[each],
            width=320,
        )
        row = race.row(probe)
        for column, title, result in zip(
            st.columns(2), ("Before", "After"), (row.before, row.after), strict=True
        ):
            with column:
                _call(title, result, f"{key}_{title.lower()}")


def _call(title: str, result: ProbeResult, key: str) -> None:
    if result.exchange is not None:
        st.caption(md(result.reason))
        exchange_card(result.exchange, key, title=title)
        return
    with st.container(border=True, height="stretch", key=f"{key}_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{title}**", width="content")
            if result.call is not None:
                st.badge(milliseconds(result.call.duration_ms), icon=":material/timer:")
        st.markdown(f"{md(REQUESTS[result.probe])}: **{md(result.answer)}**")
        st.markdown(md(result.reason))
        if result.call is not None:
            st.code(_get_user_command(), language="bash", wrap_lines=True)


def _get_user_command() -> str:
    """Return the command that asks the same; GetUser is not signed, the token is all it takes."""
    aws = lab().aws
    endpoint = [f"--endpoint-url {aws.endpoint_url}"] if aws.endpoint_url else []
    command = f"aws cognito-idp get-user --region {aws.region}"
    return " \\\n  ".join([command, *endpoint, '--access-token "$TOKEN" --no-sign-request'])
