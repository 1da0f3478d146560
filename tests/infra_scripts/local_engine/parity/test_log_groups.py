"""Bounded log groups: the newest events stay."""

from typing import Any

import pytest

from infra_scripts.local_engine.parity.log_groups import MOST_CHARACTERS, MOST_EVENTS, trim


def stream(*moments: int, text: str = "x") -> dict[str, Any]:
    events = [{"timestamp": at, "message": text, "eventId": f"id-{at}"} for at in moments]
    last = moments[-1] if moments else None
    return {"events": events, "creationTime": 0, "lastIngestionTime": last}


def left(streams: dict[str, Any], records: dict[str, Any] | None = None) -> dict[str, list[int]]:
    group = {"streams": streams}
    trim(group, {} if records is None else records)
    return {
        name: [event["timestamp"] for event in each["events"]]
        for name, each in group["streams"].items()
    }


def test_a_small_group_stays_as_it_is() -> None:
    assert left({"a": stream(1, 2), "b": stream(3), "empty": stream()}) == {
        "a": [1, 2],
        "b": [3],
        "empty": [],
    }


def test_the_newest_calls_of_many_stay() -> None:
    calls = {f"call-{at}": stream(at, at, at, at) for at in range(1, 3_001)}
    kept = left(calls)
    assert len(kept) == MOST_EVENTS // 4
    assert min(kept.values()) == [2_751] * 4
    assert "call-3000" in kept


def test_the_newest_events_of_one_stream_stay() -> None:
    long = stream(*range(1, MOST_EVENTS + 11))
    records = {"id-10": "old", "id-11": "new"}
    assert left({"a": long}, records)["a"][0] == 11
    assert long["firstEventTimestamp"] == 11
    assert records == {"id-11": "new"}


@pytest.mark.parametrize("streams", [1, 7])
def test_long_lines_count_by_their_length(streams: int) -> None:
    text = "x" * (MOST_CHARACTERS // 10)
    lines = {f"s-{n}": stream(*range(n * 10, n * 10 + 10), text=text) for n in range(streams)}
    kept = left(lines)
    assert sum(len(moments) for moments in kept.values()) == 10
    assert f"s-{streams - 1}" in kept
