"""The user pool's users by state as bars: their length is the number, and the number is written."""

from typing import Any

from pages._ui.charts.lazy_chart import ChartContent
from pages._ui.page.count_words import count_words
from pages._ui.users.user_status import DISABLED, status_words
from services.users.user_counts import UserCounts

NO_USERS = "The user pool has no users. Create a test user, and it is counted here."
_BAR_HEIGHT = 30
_LABELS: dict[str, Any] = {"title": None, "labelLimit": 200}


def users_content(counts: UserCounts) -> ChartContent | str:
    """Return the chart of these counts, or the sentence for a pool without users."""
    if not counts.total:
        return NO_USERS
    numbers = [(status_words(status).label, n) for status, n in counts.by_status.items()]
    numbers.sort(key=lambda each: -each[1])
    if counts.disabled:
        numbers.append((DISABLED, counts.disabled))
    return ChartContent(
        sentence=_sentence(numbers, counts),
        spec=_spec([label for label, _ in numbers]),
        rows=tuple({"state": label, "users": n} for label, n in numbers),
        heads=("State", "Users"),
        cells=tuple((label, str(n)) for label, n in numbers),
    )


def _sentence(numbers: list[tuple[str, int]], counts: UserCounts) -> str:
    which = "" if counts.is_complete else "The first "
    parts = ", ".join(f"{n} {label.lower()}" for label, n in numbers)
    return f"{which}{count_words(counts.total, 'user')}: {parts}."


def _spec(labels: list[str]) -> dict[str, Any]:
    users = {"field": "users", "type": "quantitative"}
    return {
        "height": {"step": _BAR_HEIGHT},
        "encoding": {
            "x": {**users, "axis": {"title": "Users", "tickMinStep": 1}},
            "y": {"field": "state", "type": "nominal", "sort": labels, "axis": _LABELS},
        },
        "layer": [
            {"mark": {"type": "bar", "height": 16, "color": "var(--lab-main)"}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": "var(--lab-soft)"},
                "encoding": {"text": {"field": "users", "type": "quantitative"}},
            },
        ],
    }
