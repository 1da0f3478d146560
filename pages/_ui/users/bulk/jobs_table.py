"""The jobs as a table, the newest first, with a single row to choose; the choice is an address.

What a job is and how it stands comes first: a phone shows the first columns only.
"""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.bulk.bulk_words import OUTCOMES, STATES
from pages._ui.users.table.wide_hint import wide_hint
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.row_result import RowOutcome

_PARAMETER, _ON_A_PAGE = "job", 10
_SELECTED = "_admin_jobs_selected"


def chosen_job() -> str:
    """Return the id in the address, "" without one."""
    return st.query_params.get(_PARAMETER, "")


def close_job() -> None:
    st.query_params.pop(_PARAMETER, None)


def draw_jobs(jobs: Sequence[JobSummary]) -> None:
    """Draw one page of the jobs; one that is chosen just now goes into the address."""
    table_slot = st.container()
    pages = -(-len(jobs) // _ON_A_PAGE)
    number = st.pagination(pages, key="admin_jobs_page", bind="query-params") if pages > 1 else 1
    shown = jobs[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    with table_slot:
        selected = _table(shown, f"admin_jobs_table_{number}_{len(jobs)}")
        wide_hint("admin_jobs")
    if selected is not None:
        st.query_params[_PARAMETER] = shown[selected].header.id
        st.rerun()


def _table(jobs: Sequence[JobSummary], key: str) -> int | None:
    import pandas as pd

    table = st.dataframe(
        pd.DataFrame([_row(job) for job in jobs]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content",
        alt="The jobs",
        column_config=_columns(),
    )
    selected = table["selection"]["rows"]
    is_new = (key, selected) != st.session_state.get(_SELECTED)
    st.session_state[_SELECTED] = (key, selected)
    return selected[0] if is_new and selected else None


def _row(job: JobSummary) -> dict[str, object]:
    header = job.header
    return {
        "What": visible(header.label),
        "State": [STATES[job.state][0]],
        "Users": job.total,
        "Done": job.counts.get(RowOutcome.DONE, 0),
        "Other results": _others(job),
        "Begun (UTC)": f"{header.created_at.astimezone(UTC):%Y-%m-%d %H:%M}",
        "By": visible(header.os_user),
        "Reason": visible(header.reason),
    }


def _others(job: JobSummary) -> str:
    """Return the counts of what is not done, "2 refused, 1 failed"."""
    others = (each for each in OUTCOMES if each is not RowOutcome.DONE and job.counts.get(each))
    return ", ".join(f"{job.counts[each]:,} {each.value}" for each in others)


def _columns() -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "What": text(width=150),
        "State": st.column_config.MultiselectColumn(
            options=[label for label, _ in STATES.values()],
            color=[color for _, color in STATES.values()],
            width=95,
        ),
        "Users": number(format="localized", width=60),
        "Done": number(format="localized", width=60),
        "Other results": text(width=150),
        "Begun (UTC)": text(width=122),
        "By": text(width=70, help="The user of the operating system."),
        "Reason": text(width=150),
    }
