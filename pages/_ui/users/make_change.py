"""Making a change from a page: through the desk, told, and the row read from Cognito again."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import flash, show_error
from services.errors import LabError
from services.users.changes.change import Change, TargetKind


def make_change(
    change: Change, *, reason: str = "", send: Callable[..., None] | None = None
) -> bool:
    """Make the change and tell whether it is made; an error is shown where this is called.

    It goes through the desk, or through `send`, which is called as the desk is. The caller closes
    its dialog and runs the page again.
    """
    try:
        with st.spinner(f"{change.label}…"):
            (send or lab().desk.do)(change, reason=reason)
    except LabError as error:
        show_error(error)
        return False
    if change.kind is TargetKind.USER:
        with suppress(LabError):  # it is made; a row that stays old comes with the next fill
            process().snapshots.of(lab().directory).reread(lab().directory, change.target)
    flash(f"Done. {change.label}: {change.target}")
    return True
