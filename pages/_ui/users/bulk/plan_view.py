"""A dry run to read: how many would change, then each user with what would change or why not."""

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.audit.audit_words import changed_words
from pages._ui.users.bulk.bulk_words import VERDICTS, users_words
from pages._ui.users.bulk.rows_table import RowsView, draw_rows
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.plan.dry_run import DryRun, PlannedRow
from services.users.bulk.row_files import planned_csv


def draw_plan(plan: DryRun, key: str) -> None:
    st.markdown(plan_words(plan))
    view: RowsView[PlannedRow] = RowsView(
        key=f"{key}_plan",
        words={verdict.value: words for verdict, words in VERDICTS.items()},
        kind_of=lambda row: row.verdict.value,
        cells=_cells,
        columns={"User": 160, "Dry run": 130, "What or why": 560},
        csv=planned_csv,
        file_name="authorizer-lab-dry-run.csv",
        alt="What the dry run says of each user",
    )
    draw_rows(view, plan.rows)


def plan_words(plan: DryRun) -> str:
    """Return the counts as a sentence: "**48 users** would change, 3 would not. ..."."""
    counts = {verdict: plan.count(verdict) for verdict in Verdict}
    parts = [f"**{users_words(counts[Verdict.CHANGE])}** would change"]
    if n := counts[Verdict.NOTHING]:
        parts.append(f"{n:,} {'is' if n == 1 else 'are'} as wanted already")
    if n := counts[Verdict.REFUSED]:
        parts.append(f"{n:,} would be refused")
    return f"{', '.join(parts)}. Nothing was sent."


def _cells(row: PlannedRow) -> dict[str, object]:
    what = changed_words(row.before, row.after) or row.label
    return {
        "User": visible(row.username),
        "Dry run": VERDICTS[row.verdict],
        "What or why": visible(row.reason or what),
    }
