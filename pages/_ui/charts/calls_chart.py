"""This browser's calls over time by their answer: each a mark with its own colour and shape."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pages._ui.calls.ending_signs import ending_class, ending_sign
from pages._ui.charts.lazy_chart import ChartContent
from pages._ui.page.count_words import count_words
from pages._ui.page.time_words import clock_time, zone_name
from pages._ui.page.viewer_zone import in_viewer_zone
from pages._ui.page.visible import visible
from services.authorizer.decision import Decision
from services.authorizer.ending import Ending, ending_of
from services.authorizer.observation import answer_of
from services.traffic.exchange import Exchange

NO_CALLS = "This browser has made no call yet. Call the API, and each call is drawn here."
_OUTLINE = "M-1,-0.7H1V0.7H-1Z"  # a lying rectangle
_SHAPES = {
    Ending.LET_IN: "circle",
    Ending.BY_AUTHORIZER: "square",
    Ending.BY_FUNCTION: "diamond",
    Ending.NOT_ROUTED: _OUTLINE,
    Ending.BY_GATEWAY: "triangle-up",
    Ending.NO_ANSWER: "cross",
}
# What no function and no authorizer answered has one quiet colour, and its words.
_NEUTRAL = {Ending.BY_GATEWAY, Ending.NO_ANSWER}
_ROW_HEIGHT, _MARK_SIZE = 34, 130


def calls_content(
    calls: Iterable[Exchange], explanations: Mapping[str, Decision | str]
) -> ChartContent | str:
    """Return the chart of these calls, or the sentence for a browser without any."""
    points = [(call, _ending(call, explanations.get(call.id))) for call in calls]
    if not points:
        return NO_CALLS
    seen = Counter(ending for _, ending in points)
    endings = [ending for ending in Ending if ending in seen]
    return ChartContent(
        sentence=_sentence(seen),
        spec=_spec(endings),
        rows=tuple(_row(call, ending) for call, ending in points),
        heads=("Time", "Answer", "Status", "Call"),
        cells=tuple(
            (clock_time(call.started_at), _signed(ending), _status(call), visible(call.label))
            for call, ending in points
        ),
    )


def _ending(call: Exchange, explanation: Decision | str | None) -> Ending:
    decision = explanation if isinstance(explanation, Decision) else None
    return ending_of(answer_of(call), decision)


def _sentence(seen: Counter[Ending]) -> str:
    parts = [f"{seen[ending]} {ending.value}" for ending in Ending if ending in seen]
    return f"{count_words(seen.total(), 'call')} of this browser: {', '.join(parts)}."


def _signed(ending: Ending) -> str:
    return f"{ending_sign(ending)} {ending.value}"


def _status(call: Exchange) -> str:
    return "none" if call.status is None else str(call.status)


def _row(call: Exchange, ending: Ending) -> dict[str, Any]:
    return {
        "at": datetime.fromtimestamp(call.started_at, UTC),
        "time": clock_time(call.started_at),
        "answer": ending.value,
        "status": _status(call),
        "call": visible(call.label),
    }


def _spec(endings: list[Ending]) -> dict[str, Any]:
    words = [ending.value for ending in endings]

    def scale(values: list[Any]) -> dict[str, Any]:
        return {
            "field": "answer",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": words, "range": values},
        }

    return {
        "height": {"step": _ROW_HEIGHT},
        "mark": {"type": "point", "size": _MARK_SIZE, "strokeWidth": 1.5, "opacity": 0.9},
        "encoding": {
            "x": {
                "field": "at",
                "type": "temporal",
                "scale": {"type": "utc", "padding": 16},
                "axis": _time_axis(),
            },
            "y": {
                "field": "answer",
                "type": "nominal",
                "sort": words,
                "axis": {"title": None, "labelLimit": 220},
            },
            "shape": scale([_SHAPES[ending] for ending in endings]),
            "color": scale([_color(ending) for ending in endings]),
            "fill": scale([_fill(ending) for ending in endings]),
            "tooltip": [
                {"field": "time", "title": "Time"},
                {"field": "call", "title": "Call"},
                {"field": "answer", "title": "Answer"},
                {"field": "status", "title": "Status"},
            ],
        },
    }


def _time_axis() -> dict[str, Any]:
    """Return the axis in UTC, with the viewer's own time below each mark where it is another."""
    axis: dict[str, Any] = {"title": "Time (UTC)", "format": "%H:%M:%S", "tickCount": 5}
    now = datetime.now(UTC)
    if (local := in_viewer_zone(now)) is None or local.utcoffset() == now.utcoffset():
        return axis
    both = "[utcFormat(datum.value, '%H:%M:%S'), timeFormat(datum.value, '(%H:%M:%S)')]"
    return axis | {"title": f"Time (UTC, {zone_name(local)} in brackets)", "labelExpr": both}


def _color(ending: Ending) -> str:
    """Return the stylesheet's colour, which follows the viewer's theme."""
    return f"var(--lab-{ending_class(Ending.NOT_ROUTED if ending in _NEUTRAL else ending)})"


def _fill(ending: Ending) -> str:
    return "transparent" if ending is Ending.NOT_ROUTED else _color(ending)
