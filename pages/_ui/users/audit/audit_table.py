"""One page of changes as a table, the newest first, with a single row to choose."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.audit.audit_words import OUTCOMES, changed_words, outcome_label
from services.users.changes.audit.entry import AuditEntry

_SELECTED = "_admin_audit_selected"


def audit_table(entries: Sequence[AuditEntry]) -> str | None:
    """Draw the changes and return the id of one whose row was chosen just now."""
    import pandas as pd

    key = f"admin_audit_table_{crc32(''.join(entry.id for entry in entries).encode())}"
    table = st.dataframe(
        pd.DataFrame([_row(entry) for entry in entries]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        alt="The changes of this page",
        column_config=_columns(),
    )
    selected = table["selection"]["rows"]
    is_new = (key, selected) != st.session_state.get(_SELECTED)
    st.session_state[_SELECTED] = (key, selected)
    return entries[selected[0]].id if is_new and selected else None


def _row(entry: AuditEntry) -> dict[str, object]:
    return {
        "When": minute(entry.at),
        "What": visible(entry.label),
        "User or group": visible(entry.target),
        "Result": [outcome_label(entry), *(["Undone"] if entry.undone_by else [])],
        "By": visible(entry.actor.os_user),
        "Changed": visible(changed_words(entry)),
        "Reason": visible(entry.reason),
    }


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    results = [*OUTCOMES.values(), ("Undone", "blue")]
    return {
        "When": text(width=170, help="In UTC, and beside it in your time. Choose a row for more."),
        "What": text(width=160),
        "User or group": text(width=130),
        "Result": st.column_config.MultiselectColumn(
            options=[label for label, _ in results], color=[color for _, color in results],
            width=150,
        ),
        "By": text(width=90, help="The user of the operating system."),
        "Changed": text(width=210),
        "Reason": text(width=180),
    }  # fmt: skip
