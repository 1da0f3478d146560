"""Points in time and durations in plain words; the present comes in as an argument.

A moment is told in UTC and, to a viewer elsewhere, in the time of the viewer's browser as well.
"""

from datetime import UTC, datetime

from pages._ui.page.viewer_zone import other_clock

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_LATEST = 253_402_300_799  # the last second datetime can hold


def moment(epoch_seconds: float) -> str:
    """Return the moment, for example "23 Nov 2026, 08:34:55 UTC (09:34:55 CET)"."""
    if not 0 <= epoch_seconds <= _LATEST:
        return f"{epoch_seconds:g} (outside the calendar)"
    utc = datetime.fromtimestamp(epoch_seconds, UTC)
    return f"{utc:%-d %b %Y, %H:%M:%S} UTC{_local(utc)}"


def with_moment(text: str) -> str:
    """Return `text` with the epoch seconds at its end as a moment: "later than 23 Nov 2026, …"."""
    words, space, digits = text.rpartition(" ")
    return f"{words}{space}{moment(int(digits))}" if digits.isdecimal() else text


def clock_time(epoch_seconds: float) -> str:
    """Return the time of day, for example "08:34:55 UTC (09:34:55 CET)"."""
    utc = datetime.fromtimestamp(epoch_seconds, UTC)
    return f"{utc:%H:%M:%S} UTC{_local(utc)}"


def minute(at: datetime) -> str:
    """Return the moment in a form that sorts: "2026-11-23 08:34 UTC (09:34 CET)"."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M} UTC{_local(utc, '%H:%M')}"


def duration(seconds: float) -> str:
    """Return a length of time by its two largest units, for example "59 min 12 s"."""
    left = round(abs(seconds))
    if left < _MINUTE:
        return f"{left} s"
    if left < _HOUR:
        return _two(left // _MINUTE, "min", left % _MINUTE, "s")
    if left < _DAY:
        return _two(left // _HOUR, "h", left % _HOUR // _MINUTE, "min")
    return _two(left // _DAY, "d", left % _DAY // _HOUR, "h")


def relative(epoch_seconds: float, now: float) -> str:
    """Return how far away the moment is: "in 3 min", "2 d 4 h ago" or "now"."""
    distance = round(epoch_seconds - now)
    if distance == 0:
        return "now"
    return f"in {duration(distance)}" if distance > 0 else f"{duration(distance)} ago"


def milliseconds(duration_ms: float) -> str:
    """Return a measured time: "8 ms", "1.2 s"."""
    return f"{duration_ms:.0f} ms" if round(duration_ms) < 1000 else f"{duration_ms / 1000:.1f} s"  # noqa: PLR2004


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"


def _local(utc: datetime, form: str = "%H:%M:%S") -> str:
    """Return " (09:34:55 CET)" for a viewer whose clock shows another time, with its day."""
    local = other_clock(utc)
    if local is None:
        return ""
    day = "" if local.date() == utc.date() else f"{local:%-d %b}, "
    return f" ({day}{local:{form}} {zone_name(local)})"


def zone_name(local: datetime) -> str:
    """Return the zone's short name, or its distance from UTC where it has none: "UTC+04"."""
    zone = local.tzname() or ""
    return zone if zone.isalpha() else f"UTC{zone}"
