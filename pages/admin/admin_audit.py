"""Audit: the changes made from the lab, the newest first, and undo."""

import streamlit as st

from pages._ui.page.context import lab, settings
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.users.audit.audit_export import draw_audit_export
from pages._ui.users.audit.audit_filter import PAGE, audit_filter, is_filtered, show_all
from pages._ui.users.audit.audit_table import audit_table
from pages._ui.users.audit.entry_card import choose_entry, draw_chosen_entry
from pages._ui.users.table.wide_hint import wide_hint
from services.errors import LabError
from services.users.changes.audit.book import AuditView
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.audit.question import matching

_ON_A_PAGE = 10
_NONE_FITS = "No change fits. Ask for less, or press Show all."
_ELSEWHERE = "No change of this user pool yet. Those of others are under Where: Every pool."


def draw_warnings(view: AuditView) -> None:
    """Say what the list does not show."""
    if view.damaged:
        count = count_words(view.damaged, "line")
        st.warning(
            f"{count} of the audit log cannot be read, as after a sudden end. They stay in the "
            f"file {md(str(settings().audit_path))}.",
            icon=":material/warning:",
        )
    if view.unread:
        names = ", ".join(path.name for path in view.unread)
        st.caption(f"Older changes are in {md(names)} beside the log and not shown here.")


def draw_empty() -> None:
    with st.container(border=True, key="admin_audit_empty"):
        st.header("No change yet", anchor=False)
        st.write(
            "Each change of a user or group, made on a page or by a command, gets "
            "its line here: who, when, what, why, and what Cognito answered. What races, scenarios "
            "and the walkthrough do, what seeding does to the test users, and what users do "
            "themselves has none."
        )
        st.page_link("pages/admin/admin_users.py", label="Go to Users", icon=":material/group:")


def draw_list(view: AuditView) -> None:
    question = audit_filter(view.entries, lab().desk.user_pool_id)
    found = matching(view.entries, question)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        shown = "" if len(found) == len(view.entries) else f" of {len(view.entries):,}"
        of_job = " of one job" if question.job else ""
        way = " Click one to see all of it and to undo it." if found else ""
        st.markdown(
            f"**{count_words(len(found), 'change')}**{of_job}{shown}, the newest first.{way}",
            width="content",
        )
        with st.container(horizontal=True, width="content"):
            st.button(
                "Show all",
                key="admin_audit_all",
                icon=":material/close:",
                disabled=not is_filtered(),
                on_click=show_all,
            )
            draw_audit_export(found)
    draw_page(found)


def draw_page(found: list[AuditEntry]) -> None:
    """Draw one page of the list below its number."""
    if not found:
        st.caption(_NONE_FITS if is_filtered() else _ELSEWHERE)
        return
    table_slot = st.container()
    pages = -(-len(found) // _ON_A_PAGE)
    number = st.pagination(pages, key=PAGE, bind="query-params") if pages > 1 else 1
    with table_slot:
        chosen = audit_table(found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE])
        wide_hint("admin_audit")
    if chosen is not None:
        choose_entry(chosen)


require_frame()
page_head(
    "Audit", "What was changed of users and groups from this lab: who, when, why, and its undo."
)
require_stack()

try:
    audit = lab().desk.book.view()
except LabError as failure:
    show_error(failure)
    st.stop()
draw_warnings(audit)
if audit.entries:
    draw_list(audit)
    draw_chosen_entry(audit.entries)
else:
    draw_empty()
