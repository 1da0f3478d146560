"""The group that is chosen stands in the address of the page Groups."""

import streamlit as st

_PARAMETER = "group"


def asked_group() -> str:
    """Return the name in the address, "" without one."""
    return st.query_params.get(_PARAMETER, "")


def open_group(name: str) -> None:
    """Write the group into the address: a callback, after which the page runs by itself."""
    st.query_params[_PARAMETER] = name


def close_group() -> None:
    st.query_params.pop(_PARAMETER, None)
