"""The fields that choose changes of the audit log; every one of them stands in the address."""

from datetime import date

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.audit.audit_words import OUTCOMES
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.audit.question import AuditQuestion

JOB = "job"  # of the address: the parts of one job on many users
USER, PAGE = "admin_audit_user", "admin_audit_page"
_ACTION, _OUTCOME, _WHERE = "admin_audit_action", "admin_audit_result", "admin_audit_where"
_FROM, _TO = "admin_audit_from", "admin_audit_to"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # Streamlit's own are near today
_HERE, _ANYWHERE = "This user pool", "Every pool"
_NO_FILTER = {USER: "", _ACTION: "", _OUTCOME: "", _FROM: None, _TO: None, _WHERE: _HERE}


def audit_filter(entries: tuple[AuditEntry, ...], user_pool_id: str) -> AuditQuestion:
    """Draw the fields and return what they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        target = st.text_input(
            "User or group", key=USER, live=True, bind="query-params", on_change=_to_first_page,
            placeholder="Part of the name", autocomplete="off", width=180,
        )  # fmt: skip
        label = _label(entries)
        outcome = st.selectbox(
            "Result", ["", *(each.value for each in AuditOutcome)], key=_OUTCOME,
            bind="query-params", on_change=_to_first_page, width=145,
            format_func=lambda word: OUTCOMES[AuditOutcome(word)][0] if word else "any",
        )  # fmt: skip
        first, last = _day("From (UTC)", _FROM), _day("To (UTC)", _TO)
        where = st.selectbox(
            "Where", [_HERE, _ANYWHERE], key=_WHERE, bind="query-params",
            on_change=_to_first_page, width=145,
        )  # fmt: skip
    return AuditQuestion(
        target=(target or "").strip(),
        label=label,
        outcome=AuditOutcome(outcome) if outcome else None,
        first=first,
        last=last,
        user_pool=user_pool_id if where == _HERE else "",
        job=st.query_params.get(JOB, ""),
    )


def _label(entries: tuple[AuditEntry, ...]) -> str:
    labels = sorted({entry.label for entry in entries})
    chosen = st.selectbox(
        "What", ["", *labels], key=_ACTION, bind="query-params", on_change=_to_first_page,
        format_func=lambda label: visible(label) or "any", width=150,
    )  # fmt: skip
    return chosen or ""


def _day(label: str, key: str) -> date | None:
    return st.date_input(
        label, value=None, min_value=_FIRST_DAY, max_value=_LAST_DAY, key=key, format="YYYY-MM-DD",
        bind="query-params", on_change=_to_first_page, width=136,
    )  # fmt: skip


def is_filtered() -> bool:
    """Tell whether any field asks for less than the page shows without them."""
    return any(st.session_state.get(key, empty) != empty for key, empty in _NO_FILTER.items())


def show_all() -> None:
    """Forget every field."""
    st.query_params.pop(JOB, None)
    st.session_state.update(_NO_FILTER)
    _to_first_page()


def _to_first_page() -> None:
    st.session_state[PAGE] = 1
