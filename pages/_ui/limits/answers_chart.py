"""The answers of each second of a run as lines, each with its own mark, stroke and name."""

from typing import Any

from pages._ui.charts.lazy_chart import ChartContent
from services.limits.load_run import Answered, LoadRun

_SHAPES = {
    Answered.LET_IN: "circle",
    Answered.THROTTLED: "triangle-up",
    Answered.QUOTA: "square",
    Answered.OTHER: "cross",
}
_STROKES = {
    Answered.LET_IN: [1, 0],
    Answered.THROTTLED: [6, 3],
    Answered.QUOTA: [2, 2],
    Answered.OTHER: [10, 4],
}
_HEIGHT = 330


def answers_content(run: LoadRun) -> ChartContent:
    """Return the chart of a run; it may still be growing."""
    rows = run.per_second()
    return ChartContent(
        sentence=counts_sentence(run),
        spec=_spec(run),
        rows=tuple(
            {"second": second, "answer": answer.value, "calls": row[answer]}
            for second, row in enumerate(rows)
            for answer in _shown(run)
        ),
        heads=("Second", *(each.value for each in _shown(run))),
        cells=tuple(
            (str(second), *(str(row[answer]) for answer in _shown(run)))
            for second, row in enumerate(rows)
        ),
    )


def counts_sentence(run: LoadRun) -> str:
    """Say how many calls there were and what came back."""
    counts = run.counts()
    parts = [f"{counts[each]} times {each.value}" for each in _shown(run)]
    return f"{counts.total()} calls in {run.seconds:.0f} s: {', '.join(parts)}."


def _shown(run: LoadRun) -> list[Answered]:
    counts = run.counts()
    return [each for each in Answered if each is not Answered.OTHER or counts[each]]


def _spec(run: LoadRun) -> dict[str, Any]:
    shown = _shown(run)

    def scale(values: list[Any], *, has_legend: bool = True) -> dict[str, Any]:
        legend = {"title": None, "orient": "top", "columns": 1, "symbolStrokeWidth": 0}
        return {
            "field": "answer",
            "type": "nominal",
            "legend": legend if has_legend else None,
            "scale": {"domain": [each.value for each in shown], "range": values},
        }

    last = max(run.load.seconds, int(run.seconds) + 1)
    return {
        "height": _HEIGHT,
        "mark": {"type": "line", "point": {"size": 70, "filled": True}, "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "second",
                "type": "quantitative",
                "scale": {"domain": [0, last]},
                "axis": {"title": "Second of the run", "tickMinStep": 1, "format": "d"},
            },
            "y": {
                "field": "calls",
                "type": "quantitative",
                "axis": {"title": "Calls per second", "tickMinStep": 1},
            },
            "color": scale([_color(each) for each in shown]),
            "shape": scale([_SHAPES[each] for each in shown]),
            "strokeDash": scale([_STROKES[each] for each in shown], has_legend=False),
        },
    }


def _color(answer: Answered) -> str:
    """Return the colour of who answered: the function's side, or API Gateway."""
    return "var(--lab-let-in)" if answer is Answered.LET_IN else "var(--lab-not-routed)"
