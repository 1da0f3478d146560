"""Import and export: users from a file, users into a file, and what no file can carry."""

import streamlit as st

from pages._ui.page.feedback import show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.users.files.export_panel import draw_export_panel
from pages._ui.users.files.import_panel import draw_import
from pages._ui.users.files.left_behind_view import draw_left_behind
from pages._ui.users.files.taken_filter import EXPORT, PART
from pages._ui.users.table.snapshot_line import current_snapshot
from services.errors import LabError

IMPORT, ANOTHER_POOL = "Import", "To another pool"
_PARTS = {IMPORT: draw_import, EXPORT: draw_export_panel, ANOTHER_POOL: draw_left_behind}


def chosen_part() -> str:
    chosen = st.segmented_control(
        "What to do",
        list(_PARTS),
        key=PART,
        default=IMPORT,
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen or IMPORT


require_frame()
page_head("Import and export", "Users from a file into the user pool, and from it into a file.")
require_stack()

try:
    _PARTS[chosen_part()](current_snapshot())
except LabError as failure:
    show_error(failure)
