"""One page of changes as a table, the newest first, with a single row to choose."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.time_words import zone_name
from pages._ui.page.viewer_zone import other_clock
from pages._ui.page.visible import shortened, visible
from pages._ui.users.audit.audit_words import OUTCOMES, UNDONE, changed_words, outcome_label
from pages._ui.users.audit.entry_card import open_entry
from pages._ui.users.table.name_column import name_cell, name_column
from services.users.changes.audit.entry import AuditEntry

_LOCAL = "Your time"
_LETTERS = 33  # of a change in its cell
_SELECTED = "_admin_audit_selected"


def audit_table(entries: Sequence[AuditEntry]) -> str | None:
    """Draw the changes and return the id of one whose row was chosen just now."""
    import pandas as pd

    rows = [_row(entry) for entry in entries]
    key = f"admin_audit_table_{crc32(''.join(entry.id for entry in entries).encode())}"
    table = st.dataframe(
        pd.DataFrame(rows),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        alt="The changes of this page",
        column_config=_columns()
        | {
            "What": name_column(
                "What", [each.id for each in entries], f"{key}_open", open_entry, width=200
            )
        },
    )
    selected = table["selection"]["rows"]
    is_new = (key, selected) != st.session_state.get(_SELECTED)
    st.session_state[_SELECTED] = (key, selected)
    return entries[selected[0]].id if is_new and selected else None


def _row(entry: AuditEntry) -> dict[str, object]:
    local = other_clock(entry.at)
    return {
        "User or group": visible(entry.target),
        "Result": [outcome_label(entry), *([UNDONE] if entry.undone_by else [])],
        "When (UTC)": f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M}",
        **({_LOCAL: f"{local:%H:%M} {zone_name(local)}"} if local else {}),
        "What": name_cell(entry.label),
        "Change": shortened(visible(changed_words(entry.before, entry.after)), _LETTERS),
        "Reason": visible(entry.reason),
        "By": visible(entry.actor.os_user),
    }


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    results = [*OUTCOMES.values(), (UNDONE, "blue")]
    return {
        "Result": st.column_config.MultiselectColumn(
            options=[label for label, _ in results], color=[color for _, color in results],
            width=110,
        ),
        "When (UTC)": text(width=120),
        _LOCAL: text(width=82),
        "User or group": text(width=125),
        "Change": text(width=230, help="What was asked for; choose a row for all of it."),
        "Reason": text(width=110),
        "By": text(width=52, help="The user of the operating system."),
    }  # fmt: skip
