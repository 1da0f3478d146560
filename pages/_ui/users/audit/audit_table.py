"""One page of changes as a table, the newest first, with a single row to choose."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.time_words import zone_name
from pages._ui.page.viewer_zone import other_clock
from pages._ui.page.visible import visible
from pages._ui.users.audit.audit_words import OUTCOMES, UNDONE, changed_words, outcome_label
from services.users.changes.audit.entry import AuditEntry

_LOCAL = "Your time"
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
    local = other_clock(entry.at)
    return {
        "Result": [outcome_label(entry), *([UNDONE] if entry.undone_by else [])],
        "When (UTC)": f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M}",
        **({_LOCAL: f"{local:%H:%M} {zone_name(local)}"} if local else {}),
        "What": visible(entry.label),
        "User or group": visible(entry.target),
        "Change": visible(changed_words(entry.before, entry.after)),
        "Reason": visible(entry.reason),
        "By": visible(entry.actor.os_user),
    }


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    results = [*OUTCOMES.values(), (UNDONE, "blue")]
    return {
        "Result": st.column_config.MultiselectColumn(
            options=[label for label, _ in results], color=[color for _, color in results],
            width=115,
        ),
        "When (UTC)": text(width=120),
        _LOCAL: text(width=82),
        "What": text(width=178),
        "User or group": text(width=90),
        "Change": text(width=265, help="What was asked for; see Result for what came of it."),
        "Reason": text(width=117),
        "By": text(width=60, help="The user of the operating system."),
    }  # fmt: skip
