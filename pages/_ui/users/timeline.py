"""One user's own timeline: the changes that the audit log has of them, the newest first."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.templates import render
from pages._ui.page.time_words import moment
from pages._ui.users.audit.audit_filter import USER
from pages._ui.users.audit.audit_words import changed_words, outcome_label
from services.errors import LabError
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import TargetKind

_MOST = 10


def draw_timeline(username: str) -> None:
    """Draw the newest changes of this user, and the way to all of them on the page Audit."""
    try:
        found = _changes_of(username)
    except LabError as error:
        show_error(error)
        return
    if not found:
        st.caption(f"No change of {md(username)} was made from this lab yet.")
        return
    st.html(render("users/timeline.html.j2", events=[_event(each) for each in found[:_MOST]]))
    st.page_link(
        "pages/admin/admin_audit.py",
        label=f"All {len(found)} in the audit log" if len(found) > 1 else "In the audit log",
        icon=":material/history:",
        query_params={USER: username},
    )


def _changes_of(username: str) -> list[AuditEntry]:
    desk = lab().desk
    return [
        each
        for each in desk.book.view().entries
        if (each.kind, each.target, each.user_pool)
        == (TargetKind.USER, username, desk.user_pool_id)
    ]


def _event(entry: AuditEntry) -> dict[str, str]:
    undone = ", undone since" if entry.undone_by else ""
    return {
        "when": moment(entry.at.timestamp()),
        "label": entry.label,
        "outcome": f"{outcome_label(entry)}{undone}",
        "changed": changed_words(entry.before, entry.after),
        "by": entry.actor.os_user,
        "reason": entry.reason,
    }
