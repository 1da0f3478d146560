"""Log groups of a bounded size: the newest events stay, as with a short retention time on AWS.

The engine keeps every event of every call for good and saves them all again each time.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
describes retention on AWS, which removes the oldest events by their age.
"""

import itertools
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

MOST_EVENTS = 1_000  # of one group; a call of a function writes about four
MOST_CHARACTERS = 1_000_000
_EVERY = 20  # writes; looking through a group takes a part of a millisecond


def bound_log_groups() -> None:
    from ministack.services import cloudwatch_logs

    # What every writer of events calls last, with the group's name.
    wrap(
        cloudwatch_logs, "_fanout_to_subscription_filters", lambda f: _bounding(cloudwatch_logs, f)
    )
    wrap(cloudwatch_logs, "load_persisted_state", lambda f: _loading(cloudwatch_logs, f))


def _bounding(logs: ModuleType, original: Function) -> Function:
    writes = itertools.count()

    def fan_out(group_name: str, stream_name: str, events: list[dict[str, Any]]) -> Any:
        group = logs._log_groups.get(group_name)
        if group is not None and next(writes) % _EVERY == 0:
            with logs._log_events_lock:
                trim(group, logs._log_records)
        return original(group_name, stream_name, events)

    return fan_out


def _loading(logs: ModuleType, original: Function) -> Function:
    def load(state: dict[str, Any]) -> Any:
        loaded = original(state)
        for _key, group in logs._log_groups.all_items():
            trim(group, logs._log_records)
        return loaded

    return load


def trim(group: dict[str, Any], records: Any) -> None:
    """Remove a group's oldest events, and streams that have lost all of theirs.

    `records` are the engine's second copies of single events, by the event's id.
    """
    events_left, characters_left = MOST_EVENTS, MOST_CHARACTERS
    streams = group["streams"]
    newest_first = sorted(streams, key=lambda name: _last_moment(streams[name]), reverse=True)
    for name in newest_first:
        events = streams[name]["events"]
        kept = 0
        for event in reversed(events):
            characters_left -= len(event["message"])
            if kept >= events_left or characters_left < 0:
                break
            kept += 1
        events_left -= max(kept, 1)  # a stream without events counts as one
        dropped = events[: len(events) - kept]
        if not dropped and events_left >= 0:
            continue
        for event in dropped:
            records.pop(event.get("eventId"), None)
        if kept:
            streams[name]["events"] = events[-kept:]
            streams[name]["firstEventTimestamp"] = events[-kept]["timestamp"]
        else:
            del streams[name]


def _last_moment(stream: dict[str, Any]) -> int:
    return int(stream.get("lastIngestionTime") or stream.get("creationTime") or 0)
