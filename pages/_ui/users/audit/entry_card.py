"""One change of the audit log: who, when, where, what, why, how it ended, and its undo."""

from collections.abc import Iterator

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.time_words import moment
from pages._ui.page.visible import visible
from pages._ui.users.audit.audit_words import OUTCOMES, changed_words
from pages._ui.users.audit.undo_dialog import draw_undo
from services.errors import LabError
from services.settings import Cloud
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import TargetKind
from services.users.changes.unanswered import look_at

_PARAMETER = "change"
_LONGEST_ID = 64  # an address may hold anything


def draw_chosen_entry(entries: tuple[AuditEntry, ...]) -> None:
    """Draw the change that the address names, if any."""
    asked = st.query_params.get(_PARAMETER, "")
    entry = next((each for each in entries if each.id == asked), None)
    if entry is not None:
        _draw(entry)
    elif asked:
        st.warning(
            "The audit log has no change with the id in the address, "
            f"**{md(asked[:_LONGEST_ID])}**. Choose one in the table."
        )


def choose_entry(entry_id: str) -> None:
    """Write the change into the address and run the page again."""
    open_entry(entry_id)
    st.rerun()


def open_entry(entry_id: str) -> None:
    """Write the change into the address: a callback, after which the page runs by itself."""
    st.query_params[_PARAMETER] = entry_id


def _draw(entry: AuditEntry) -> None:
    with st.container(border=True, key="admin_audit_chosen"):
        label, color = OUTCOMES[entry.outcome]
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(f"{md(entry.label)}: {md(entry.target)}", anchor=False, width="content")
            st.badge(label, color=color)
        facts_table(_facts(entry))
        if entry.outcome is AuditOutcome.UNKNOWN:
            _draw_unanswered(entry)
        _draw_requests(entry)
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_undo(entry)
            _draw_ways(entry)


def _facts(entry: AuditEntry) -> Iterator[Fact]:
    yield Fact(title="When", value=moment(entry.at.timestamp()))
    yield Fact(title="Who", value=entry.actor.os_user, note=_identity(entry))
    yield Fact(
        title="Where",
        value=f"User pool {entry.user_pool} of the stack {entry.stack}",
        note=f"{_cloud(entry)}, account {entry.actor.account or 'unknown'}, {entry.region}",
    )
    yield Fact(
        title="Changed" if entry.outcome is AuditOutcome.DONE else "Was to change",
        value=changed_words(entry.before, entry.after) or "The log keeps no values of this one",
    )
    yield Fact(title="Reason", value=entry.reason or "None was asked for")
    if entry.result and entry.result.message:
        code = "" if entry.result.code in entry.result.message else entry.result.code
        yield Fact(title="Why not", value=entry.result.message, note=code)
    if entry.undoes:
        yield Fact(title="Puts back", value=f"The change {entry.undoes}")
    if entry.undone_by:
        yield Fact(title="Undone by", value=f"The change {entry.undone_by}")


def _cloud(entry: AuditEntry) -> str:
    return "Local engine" if entry.cloud == Cloud.LOCAL.value else "AWS"


def _identity(entry: AuditEntry) -> str:
    """Return as whom the cloud took the caller; the local engine takes everybody for its root."""
    identity = entry.actor.aws_identity
    return f"{_cloud(entry)}: {identity}" if identity else ""


def _draw_unanswered(entry: AuditEntry) -> None:
    st.warning(f"{_why_unknown(entry)} {_settled(entry)}", icon=":material/help:")


def _why_unknown(entry: AuditEntry) -> str:
    if entry.result:
        return "An answer of Cognito never came, or a part of it was made and not taken back."
    return (
        "It was written down before it was sent, and what Cognito answered is not known: the "
        "process ended first, or the answer is on its way."
    )


def _settled(entry: AuditEntry) -> str:
    if entry.user_pool != lab().desk.user_pool_id:
        return "It concerns another user pool."
    try:
        return md_sentence(look_at(lab().directory, entry))
    except LabError as error:
        return md_sentence(error.one_line())


def _draw_requests(entry: AuditEntry) -> None:
    calls = entry.result.calls if entry.result else ()
    if not calls:
        return
    with st.expander("Request IDs", key="admin_audit_requests", icon=":material/tag:"):
        lines = (
            f"{each.operation}  {each.request_id or 'no answer'}  {each.code}" for each in calls
        )
        st.code(visible("\n".join(line.rstrip() for line in lines)), language=None, wrap_lines=True)
        st.caption("AWS Support and CloudTrail know a call by its request ID.")


def _draw_ways(entry: AuditEntry) -> None:
    if entry.kind is TargetKind.USER:
        st.page_link(
            "pages/admin/admin_users.py",
            label="See the user",
            icon=":material/person:",
            query_params={"user": entry.target},
        )
    else:
        st.page_link(
            "pages/admin/admin_groups.py",
            label="See the group",
            icon=":material/groups:",
            query_params={"group": entry.target},
        )
    other = entry.undoes or entry.undone_by
    if other and st.button("See the other change", key="admin_audit_other", type="tertiary"):
        choose_entry(other)
    if st.button("Close", key="admin_audit_close", type="tertiary"):
        st.query_params.pop(_PARAMETER, None)
        st.rerun()
