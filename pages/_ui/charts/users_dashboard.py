"""The dashboard of the user pool; a bar that is clicked filters the table below."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import streamlit as st

from pages._ui.page.context import lab, settings
from pages._ui.page.count_words import count_words
from pages._ui.users.password_rules import pool_policy
from pages._ui.users.table.table_fields import (
    CREATED,
    MODIFIED,
    STATUS,
    VERIFIED,
    are_set,
    toggle_filters,
)
from pages._ui.users.user_status import status_words
from services.users.directory import UserStatus
from services.users.snapshot.dashboard import Dashboard, dashboard, drawn_days
from services.users.snapshot.question import Verified
from services.users.snapshot.snapshot import Snapshot

_PICK = "picked"
_MONTH_AND_DAY = "slice(datum.value, 5)"  # the year, too, left no room for every label
_DAYS_HEIGHT, _LINE_HEIGHT, _AXIS_HEIGHT = 150, 28, 40
_COUNTS = {"title": None, "axis": {"tickMinStep": 1, "format": ",d", "tickCount": 4}}
# Beside the chosen bar the others are pale; which one it is, the sentence above says.
_BRIGHT = {
    "opacity": {"condition": {"test": "datum.shown", "value": 1}, "value": 0.35},
}
_TOOLTIP = [
    {"field": "bar", "type": "nominal", "title": "Bar"},
    {"field": "users", "type": "quantitative", "title": "Users", "format": ",d"},
]
_TEMPORARY = UserStatus.FORCE_CHANGE_PASSWORD.value
_NEVER_IN = [UserStatus.UNCONFIRMED.value, _TEMPORARY]
_Fields = dict[str, object]


def draw_dashboard(snapshot: Snapshot) -> None:
    """Draw a folded panel; its numbers are counted, and drawn, only while it stands open."""
    panel = st.expander(
        "Dashboard", key="admin_users_dashboard", icon=":material/bar_chart:", on_change="rerun"
    )
    if not panel.open:
        return
    days = pool_policy().temporary_days
    today = datetime.fromtimestamp(lab().now(), UTC).date()
    made = dashboard(snapshot.totals(), temporary_days=days, today=today)
    with panel:
        if not made.total:
            st.caption("No users to count yet.")
            return
        _draw_numbers(made)
        left, right = st.columns(2)
        with left:
            _draw_statuses(made)
        with right:
            _draw_days("Created by day", "created", made.created_by_day, _created_on)
        _draw_expiring(made, days)


def _draw_numbers(made: Dashboard) -> None:
    with st.container(horizontal=True):
        _number("No sign-in completed", made.not_signed_in, {STATUS: _NEVER_IN})
        _number("Nothing verified", made.unverified, {VERIFIED: Verified.NEITHER.value})
    st.caption(
        f"{count_words(made.disabled, 'user')} of {made.total:,} disabled. Cognito keeps no time "
        "of the last sign-in in a user's record: unconfirmed users never signed in, users with a "
        "temporary password did not since it was set, and of the others nothing is known."
    )


def _number(label: str, count: int, fields: _Fields) -> None:
    st.button(
        f"{label}: **{count:,}**",
        key=f"admin_users_dashboard_{'_'.join(label.lower().split())}",
        icon=":material/filter_alt:" if are_set(fields) else None,
        on_click=toggle_filters,
        args=(fields,),
    )


def _draw_statuses(made: Dashboard) -> None:
    labels = {status_words(status).label: status for status in made.by_status}
    rows = [{"bar": status_words(name).label, "users": n} for name, n in made.by_status.items()]
    encoding = {
        "y": {
            "field": "bar",
            "type": "nominal",
            "sort": None,
            "title": None,
            "axis": {"labelLimit": 180, "labelOverlap": False},
        },
        "x": {"field": "users", "type": "quantitative", **_COUNTS},
    }
    said = ", ".join(f"{row['users']:,} {str(row['bar']).lower()}" for row in rows)
    _draw_bars(
        "By status",
        "status",
        rows,
        height=_AXIS_HEIGHT + _LINE_HEIGHT * len(rows),
        encoding=encoding,
        said=said,
        fields=lambda bar: {STATUS: [labels[bar]]},
    )


def _draw_days(
    title: str, name: str, days: Mapping[date, int], fields: Callable[[date], _Fields]
) -> None:
    rows = [{"bar": day.isoformat(), "users": days.get(day, 0)} for day in drawn_days(days)]
    encoding = {
        "x": {
            "field": "bar",
            "type": "ordinal",
            "title": None,
            "axis": {"labelOverlap": True, "labelAngle": 0, "labelExpr": _MONTH_AND_DAY},
        },
        "y": {"field": "users", "type": "quantitative", **_COUNTS},
    }
    users = sum(days.values())
    when = count_words(len(days), "day") if len(days) > 1 else next(iter(days)).isoformat()
    said = f"{count_words(users, 'user')} on {when}"
    _draw_bars(
        title,
        name,
        rows,
        height=_DAYS_HEIGHT,
        encoding=encoding,
        said=said,
        fields=lambda bar: fields(date.fromisoformat(bar)),
    )


def _draw_expiring(made: Dashboard, days: int) -> None:
    if made.expiring:
        _draw_days(
            "Temporary passwords by their last day",
            "expiring",
            made.expiring,
            lambda day: _changed_on(day - timedelta(days=days)),
        )
    local = " The local engine never lets one expire." if settings().is_local else ""
    st.caption(
        f"{count_words(made.expiring_soon, 'temporary password')} "
        f"{'expires' if made.expiring_soon == 1 else 'expire'} within two days. A bar sets two "
        "filters: the status Must change password, and Changed on the day from which the "
        "password counts. The policy lets one "
        f"count for {count_words(days, 'day')}; it was set on the day of the user's last change or "
        f"before, so the day shown is the latest possible.{local}"
    )


def _created_on(day: date) -> _Fields:
    return {f"{CREATED}_from": day, f"{CREATED}_to": day}


def _changed_on(day: date) -> _Fields:
    return {STATUS: [_TEMPORARY], f"{MODIFIED}_from": day, f"{MODIFIED}_to": day}


def _draw_bars(
    title: str,
    name: str,
    rows: list[dict[str, Any]],
    *,
    height: int,
    encoding: dict[str, Any],
    said: str,
    fields: Callable[[str], _Fields],
) -> None:
    import pandas as pd

    chosen = next((row["bar"] for row in rows if are_set(fields(row["bar"]))), "")
    key = f"admin_users_chart_{name}_{chosen}"  # drawn anew: the next click picks a bar again

    def pick() -> None:
        picked = st.session_state[key]["selection"].get(_PICK) or ()
        if picked:
            toggle_filters(fields(str(picked[0]["bar"])))

    chosen_words = f" {chosen} is chosen; a click takes that filter off." if chosen else ""
    st.markdown(f"**{title}**: {said}. Click a bar to see its users.{chosen_words}")
    data = pd.DataFrame([{**row, "shown": row["bar"] == chosen or not chosen} for row in rows])
    spec = {
        "height": height,
        "mark": {"type": "bar", "cursor": "pointer", "color": "var(--lab-main)"},
        "encoding": {**encoding, **_BRIGHT, "tooltip": _TOOLTIP},
        "params": [{"name": _PICK, "select": {"type": "point", "fields": ["bar"]}}],
    }
    st.vega_lite_chart(data, spec, key=key, on_select=pick, alt=f"{title}: {said}.")
