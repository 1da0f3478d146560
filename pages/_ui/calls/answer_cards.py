"""The answers of the calls that a page shows, as short cards beside or below each other."""

from collections.abc import Sequence
from datetime import UTC, datetime

from markupsafe import Markup

from pages._ui.calls.ending_signs import ending_class, ending_sign
from pages._ui.calls.short_answer import ShortAnswer
from pages._ui.page.templates import render
from pages._ui.page.time_words import clock_time
from services.traffic.exchange import Exchange


def answer_cards_html(
    calls: Sequence[Exchange], shorts: Sequence[ShortAnswer], *, heading: str, is_local: bool
) -> Markup:
    """Return the cards of one result; there is at least one call."""
    started = calls[-1].started_at
    return render(
        "calls/answer_cards.html.j2",
        result="_".join(call.id for call in calls),
        heading=heading,
        cards=shorts,
        spoken=" ".join(short.spoken for short in shorts),
        sent_at=clock_time(started),
        iso=datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        is_local=is_local,
        ending_class=ending_class,
        ending_sign=ending_sign,
    )
