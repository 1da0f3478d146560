"""What is chosen for an export: how the file is written, and which columns it has."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.table.column_words import column_words
from pages._ui.users.table.table_fields import COLUMNS, Fields
from services.users.csv_files.export.choices import DecimalSign, ExportChoices
from services.users.csv_files.reading.separators import Separator
from services.users.snapshot.question import OWN_FIELDS, USERNAME, UserQuestion

CSV, JSON_LINES = "CSV", "JSON Lines"
_SEPARATORS: Mapping[str, str] = {
    Separator.COMMA: "Comma", Separator.SEMICOLON: "Semicolon", Separator.TAB: "Tab",
}  # fmt: skip
_DECIMALS: Mapping[str, str] = {DecimalSign.POINT: "Point: 1.5", DecimalSign.COMMA: "Comma: 1,5"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportForm:
    choices: ExportChoices
    is_csv: bool


def export_fields(
    question: UserQuestion, fields: Fields, attributes: tuple[str, ...]
) -> ExportForm:
    """Draw the fields; columns that the address names are chosen at first."""
    is_csv = _segments("Format", "format", {CSV: CSV, JSON_LINES: JSON_LINES}) == CSV
    separator, decimal, has_mark = Separator.COMMA, DecimalSign.POINT, True
    if is_csv:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            separator = Separator(_segments("Separator", "separator", _SEPARATORS))
            decimal = DecimalSign(_segments("Decimal sign", "decimal", _DECIMALS))
            has_mark = st.toggle(
                "Byte order mark", value=True, key="admin_files_mark",
                help="Excel reads the file as UTF-8 by it. Other programs may want none.",
            )  # fmt: skip
    columns = _columns(fields, attributes)
    choices = ExportChoices(
        question=question, columns=columns, separator=separator, decimal=decimal, has_mark=has_mark
    )
    return ExportForm(choices=choices, is_csv=is_csv)


def _columns(fields: Fields, attributes: tuple[str, ...]) -> tuple[str, ...]:
    offered = (*OWN_FIELDS, *attributes)
    asked = (USERNAME, *fields[COLUMNS].read()) if COLUMNS in st.query_params else ()
    chosen = st.multiselect(
        "Columns", offered, default=[each for each in asked if each in offered],
        key="admin_files_columns", format_func=lambda each: visible(column_words(each)),
        placeholder="All columns",
    )  # fmt: skip
    return tuple(chosen)


def _segments(label: str, name: str, words: Mapping[str, str]) -> str:
    options = [str(each) for each in words]
    chosen = st.segmented_control(
        label, options, default=options[0], required=True, key=f"admin_files_{name}",
        format_func=words.__getitem__,
    )  # fmt: skip
    return chosen or options[0]
