"""The time zone of the viewer's browser, as Streamlit learned it; None where nobody knows it."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def in_viewer_zone(moment: datetime) -> datetime | None:
    """Return the moment as the viewer's clock shows it, None without a zone or a calendar day."""
    name = st.context.timezone
    try:
        return moment.astimezone(ZoneInfo(name)) if name else None
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):  # a made-up zone, year 9999
        return None


def other_clock(utc: datetime) -> datetime | None:
    """Return the moment as the viewer's clock shows it, None where that is UTC's own time."""
    local = in_viewer_zone(utc)
    return None if local is None or local.utcoffset() == utc.utcoffset() else local
