import pytest

from pages._ui.page.time_words import (
    clock_time,
    duration,
    milliseconds,
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
    assert clock_time(1_763_887_630) == "08:47:10"


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
