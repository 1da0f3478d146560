"""Making a change from a page: through the desk, told, and what the snapshot has of it repaired."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import flash, show_error
from pages._ui.users.acts.sent_message import note_sent
from pages._ui.users.done_words import done_words
from pages._ui.users.estimated_users import estimate_again
from services.errors import LabError
from services.users.changes.change import Change, TargetKind
from services.users.changes.put_group import MEMBERS


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
        _repair(change, is_made=False)
        return False
    _repair(change, is_made=True)
    note_sent(change)
    flash(done_words(change))
    return True


def _repair(change: Change, *, is_made: bool) -> None:
    """Put what the change touched into the snapshot as Cognito has it now.

    Also after an error: it may have been made all the same, when only its second line in the audit
    log could not be written, or its answer was lost.
    """
    estimate_again()
    with suppress(LabError):  # a row that stays old comes with the next fill
        snapshot, directory = process().snapshots.of(lab().directory), lab().directory
        if change.kind is TargetKind.USER:
            snapshot.reread(directory, change.target)
        elif not is_made:
            has_members = MEMBERS in change.after
            snapshot.reread_group(directory, change.target, with_members=has_members)
        elif any(call.operation == "delete_group" for call in change.calls):
            snapshot.drop_group(change.target)
        elif members := change.after.get(MEMBERS):
            snapshot.put_members(change.target, members)
