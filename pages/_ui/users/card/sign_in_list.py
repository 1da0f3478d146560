"""Devices and sign-in events as rows, or why there are none."""

from collections.abc import Callable

import streamlit as st

from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import show_error
from pages._ui.page.time_words import minute
from services.errors import LabError
from services.users.one_user.sign_in_records import SignInRecord, SignInRecords


def draw_records(read: Callable[[], SignInRecords], nothing: str) -> None:
    """Draw what `read` returns; `nothing` says that there are none yet."""
    try:
        found = read()
    except LabError as error:
        show_error(error)
        return
    if not found.records:
        st.caption(found.why_none or nothing)
        return
    facts_table(_fact(each) for each in found.records)


def _fact(record: SignInRecord) -> Fact:
    details = ", ".join(f"{name} {value}" for name, value in record.details)
    return Fact(title=record.name, value=minute(record.at), note=details)
