"""What came of each user of a job, with the reason, and the ways to the user and to the change."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.users.bulk.bulk_words import LOST, OUTCOMES
from pages._ui.users.bulk.held_plan import bulk_desk
from pages._ui.users.bulk.rows_table import RowsView, draw_rows
from services.users.bulk.journal.row_result import RowOutcome, RowResult
from services.users.bulk.row_files import results_csv


def draw_results(job_id: str) -> None:
    results = bulk_desk().results(job_id)
    view: RowsView[RowResult] = RowsView(
        key=f"admin_jobs_{job_id}",
        words={outcome.value: words for outcome, words in OUTCOMES.items()},
        kind_of=lambda row: row.outcome.value,
        cells=_cells,
        columns={"User": 160, "Result": 130, "Why": 520},
        csv=results_csv,
        file_name="authorizer-lab-job.csv",
        alt="What came of each user",
    )
    chosen = draw_rows(view, results, choosable=True)
    if any(row.outcome is RowOutcome.UNKNOWN for row in results):
        st.caption(LOST)
    if chosen is not None:
        _draw_ways(chosen)
    else:
        st.caption("Choose a row for the ways to the user and to the change in the audit log.")


def _cells(row: RowResult) -> dict[str, object]:
    return {
        "User": visible(row.username),
        "Result": OUTCOMES[row.outcome],
        "Why": visible(row.reason),
    }


def _draw_ways(row: RowResult) -> None:
    """Say the reason whole, which the table may cut, and draw the ways."""
    if row.reason:
        st.markdown(f"**{md(visible(row.username))}**: {md(visible(row.reason))}")
    with st.container(horizontal=True):
        st.page_link(
            "pages/admin/admin_users.py", label="See the user", icon=":material/person:",
            query_params={"user": row.username},
        )  # fmt: skip
        if row.entry_id:
            st.page_link(
                "pages/admin/admin_audit.py", label="See the change in the audit log",
                icon=":material/history:", query_params={"change": row.entry_id},
            )  # fmt: skip
