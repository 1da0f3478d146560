"""What the check of a file found: the counts first, what is special, then every error."""

from collections.abc import Sequence

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.users.bulk.rows_table import RowsView, draw_rows
from pages._ui.users.files.file_check import FileCheck
from pages._ui.users.files.import_words import listed, summary_words
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.columns import UnreadColumn
from services.users.csv_files.dry_run_report import report_csv

_REPORT = "authorizer-lab-import-check.csv"
_COLUMNS = 12  # as many are named; a file that is no table of users has thousands
_ROW = "row"  # no column of a file has this name


def draw_check(check: FileCheck) -> None:
    st.markdown(summary_words(check.plan.counts))
    _draw_columns(check.plan.unread)
    if check.plan.new_groups:
        st.markdown(f"Groups that would be created first: **{md(listed(check.plan.new_groups))}**.")
    if check.protected:
        st.warning(
            f"Protected users stay as they are: **{md(listed(check.protected))}**.",
            icon=":material/shield_person:",
        )
    errors = list(check.plan.errors())
    if errors:
        _draw_errors(check, errors)
    else:
        _draw_report(check)


def _draw_columns(unread: Sequence[UnreadColumn]) -> None:
    unknown = [each for each in unread if not each.is_known]
    if unknown:
        st.warning(f"Columns that are not read: {_columns(unknown)}", icon=":material/view_column:")
    if known := [each for each in unread if each.is_known]:
        st.caption(f"Columns that are not read: {_columns(known)}")


def _columns(columns: Sequence[UnreadColumn]) -> str:
    said = [f"**{md(each.name or '(no name)')}**: {md(each.why)}" for each in columns[:_COLUMNS]]
    if (more := len(columns) - _COLUMNS) > 0:
        said.append(f"And {more:,} more.")
    return " ".join(said)


def _draw_report(check: FileCheck) -> None:
    st.download_button(
        "Download the report",
        lambda: _report(check),
        file_name=_REPORT,
        mime="text/csv",
        key="admin_files_report",
        icon=":material/download:",
        on_click="ignore",
    )


def _report(check: FileCheck) -> str:
    return b"".join(report_csv(check.plan)).decode()


def _draw_errors(check: FileCheck, errors: Sequence[CellError]) -> None:
    named = dict.fromkeys(error.column for error in errors)
    view: RowsView[CellError] = RowsView(
        key=f"admin_files_errors_{check.mark}",
        words={name or _ROW: md(name) if name else "Whole row" for name in named},
        kind_of=lambda error: error.column or _ROW,
        cells=_cells,
        columns={"Line": 50, "What is wrong": 330, "Column": 110, "Value": 130, "What to do": 350},
        csv=lambda _: _report(check),
        file_name=_REPORT,
        alt="What is wrong with the rows of the file",
    )
    draw_rows(view, errors)


def _cells(error: CellError) -> dict[str, object]:
    return {
        "Line": error.line,
        "What is wrong": visible(error.what),
        "Column": visible(error.column),
        "Value": visible(error.value),
        "What to do": visible(error.hint),
    }
