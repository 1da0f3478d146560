"""The filter that the export takes over from the page Users: links there and back."""

from collections.abc import Mapping

import streamlit as st

from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.table.table_fields import COLUMNS, FILTERS, ORDER, SORT

PART, EXPORT = "admin_files_part", "Export"
_TAKEN = (*FILTERS, SORT, ORDER, COLUMNS)


def export_link(count: int) -> None:
    """Draw the way from the page Users to the export of those whom it shows."""
    st.page_link(
        "pages/admin/admin_files.py",
        label=f"Export {'this' if count == 1 else 'these'} {users_words(count)}",
        icon=":material/download:",
        query_params={**_taken(), PART: EXPORT},
    )


def filter_link() -> None:
    """Draw the way to the page Users, where the filter can be changed."""
    st.page_link(
        "pages/admin/admin_users.py",
        label="Change it on the page Users",
        icon=":material/filter_list:",
        query_params=_taken(),
    )


def _taken() -> Mapping[str, list[str]]:
    """Return what the address says of filter, sort and columns."""
    asked = {name: st.query_params.get_all(name) for name in _TAKEN}
    return {name: values for name, values in asked.items() if values}
