"""Export of the chosen changes as CSV and JSON Lines; neither holds a secret."""

from collections.abc import Sequence

import streamlit as st

from services.users.changes.audit.entry import AuditEntry
from services.users.changes.audit.export import as_csv, as_json_lines


def draw_audit_export(entries: Sequence[AuditEntry]) -> None:
    """Offer both files; they are written when they are asked for."""
    with st.popover("Export", icon=":material/download:", key="admin_audit_export"):
        st.caption(
            "The changes that the fields choose, on all pages. What a spreadsheet would take for a "
            "formula begins with an apostrophe in CSV."
        )
        st.download_button(
            "CSV",
            lambda: as_csv(entries),
            file_name="authorizer-lab-audit.csv",
            mime="text/csv",
            key="admin_audit_csv",
            on_click="ignore",
        )
        st.download_button(
            "JSON Lines",
            lambda: as_json_lines(entries),
            file_name="authorizer-lab-audit.jsonl",
            mime="application/jsonl",
            key="admin_audit_jsonl",
            on_click="ignore",
        )
