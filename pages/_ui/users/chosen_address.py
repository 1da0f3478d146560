"""The user who is chosen stands in the address of the page Users."""

import streamlit as st

_PARAMETER = "user"


def chosen_name() -> str:
    """Return the username in the address, "" without one."""
    return st.query_params.get(_PARAMETER, "")


def choose(username: str) -> None:
    """Write the user into the address and run the page again, which reads Cognito first."""
    open_user(username)
    st.rerun()


def open_user(username: str) -> None:
    """Write the user into the address: a callback, after which the page runs by itself."""
    st.query_params[_PARAMETER] = username


def close_chosen() -> None:
    st.query_params.pop(_PARAMETER, None)
