from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from pages._ui.page import viewer_zone
from pages._ui.page.time_words import (
    clock_time,
    duration,
    milliseconds,
    minute,
    moment,
    relative,
    with_moment,
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        pytest.param(0, "0 s", id="nothing"),
        pytest.param(59, "59 s", id="just under a minute"),
        pytest.param(60, "1 min", id="a minute has no seconds"),
        pytest.param(3552, "59 min 12 s", id="minutes and seconds"),
        pytest.param(3600, "1 h", id="an hour"),
        pytest.param(5400, "1 h 30 min", id="hours and minutes"),
        pytest.param(86_400, "1 d", id="a day"),
        pytest.param(2_595_600, "30 d 1 h", id="days and hours"),
        pytest.param(-125, "2 min 5 s", id="the past is as long as the future"),
        pytest.param(59.6, "1 min", id="rounds before it chooses the unit"),
    ],
)
def test_a_duration_reads_by_its_two_largest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("epoch", "words"),
    [
        pytest.param(1_763_887_815, "in 3 min 5 s", id="the future"),
        pytest.param(1_763_880_430, "2 h ago", id="the past"),
        pytest.param(1_763_887_630, "now", id="now"),
    ],
)
def test_a_moment_reads_by_its_distance(epoch: float, words: str) -> None:
    assert relative(epoch, 1_763_887_630) == words


@pytest.mark.parametrize(
    ("epoch", "words"),
    [
        pytest.param(1_763_887_630, "23 Nov 2025, 08:47:10 UTC", id="a usual one"),
        pytest.param(1_764_550_861, "1 Dec 2025, 01:01:01 UTC", id="no leading zero for the day"),
        pytest.param(1e20, "1e+20 (outside the calendar)", id="beyond the year 9999"),
        pytest.param(-1, "-1 (outside the calendar)", id="before 1970"),
    ],
)
def test_a_moment_reads_in_utc(epoch: float, words: str) -> None:
    assert moment(epoch) == words


def test_the_time_of_day_is_in_utc() -> None:
    assert clock_time(1_763_887_630) == "08:47:10 UTC"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        pytest.param("Europe/Berlin", "08:47:10 UTC (09:47:10 CET)", id="another time"),
        pytest.param("Asia/Kolkata", "08:47:10 UTC (14:17:10 IST)", id="half an hour between"),
        pytest.param("America/Sao_Paulo", "08:47:10 UTC (05:47:10 UTC-03)", id="no name but -03"),
        pytest.param(
            "Pacific/Kiritimati", "08:47:10 UTC (22:47:10 UTC+14)", id="the same day still"
        ),
        pytest.param(
            "Pacific/Honolulu", "08:47:10 UTC (22 Nov, 22:47:10 HST)", id="the day before"
        ),
        pytest.param("Europe/London", "08:47:10 UTC", id="the same time under another name"),
        pytest.param("UTC", "08:47:10 UTC", id="the same zone"),
        pytest.param("No/Such_Zone", "08:47:10 UTC", id="a zone nobody knows"),
        pytest.param("../../etc/passwd", "08:47:10 UTC", id="a path for a zone"),
        pytest.param(None, "08:47:10 UTC", id="no zone told"),
    ],
)
def test_a_viewer_elsewhere_reads_the_own_time_beside_utc(
    monkeypatch: pytest.MonkeyPatch, zone: str | None, words: str
) -> None:
    see_from(monkeypatch, zone)
    assert clock_time(1_763_887_630) == words


def test_a_moment_and_a_minute_are_told_in_both_times(monkeypatch: pytest.MonkeyPatch) -> None:
    see_from(monkeypatch, "Europe/Berlin")
    assert moment(1_763_887_630) == "23 Nov 2025, 08:47:10 UTC (09:47:10 CET)"
    assert moment(1_780_000_000) == "28 May 2026, 20:26:40 UTC (22:26:40 CEST)"
    assert moment(1_780_005_700) == "28 May 2026, 22:01:40 UTC (29 May, 00:01:40 CEST)"
    assert moment(253_402_300_799) == "31 Dec 9999, 23:59:59 UTC"
    at = datetime(2026, 11, 23, 8, 34, 55, tzinfo=UTC)
    assert minute(at) == "2026-11-23 08:34 UTC (09:34 CET)"


def see_from(monkeypatch: pytest.MonkeyPatch, zone: str | None) -> None:
    context = SimpleNamespace(context=SimpleNamespace(timezone=zone))
    monkeypatch.setattr(viewer_zone, "st", context)


@pytest.mark.parametrize(
    ("measured", "words"), [(7.6, "8 ms"), (999.4, "999 ms"), (999.6, "1.0 s"), (1240.0, "1.2 s")]
)
def test_a_measured_time_reads_in_ms_or_seconds(measured: float, words: str) -> None:
    assert milliseconds(measured) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("1763887630", "23 Nov 2025, 08:47:10 UTC", id="seconds alone"),
        pytest.param(
            "later than 1763887630", "later than 23 Nov 2025, 08:47:10 UTC", id="after words"
        ),
        pytest.param("missing", "missing", id="a word"),
        pytest.param("²", "²", id="a digit that is no number"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_epoch_seconds_at_the_end_of_a_text_read_as_a_moment(text: str, words: str) -> None:
    assert with_moment(text) == words
