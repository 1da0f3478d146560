"""The status machine as a drawing: HTML and CSS that a screen reader reads as a list."""

from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.users.user_status import StatusWords, status_words
from services.users.directory import UserStatus, UserSummary
from services.users.one_user.status_machine import DRAWN, TRANSITIONS, Transition
from services.users.user_moves import MOVES

_REFUSALS = {move.id: move.refusal for move in MOVES}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnArrow:
    """An arrow in words; `refusal` says why this user cannot take it, "" when they can."""

    words: str
    target: str
    by_user: bool
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStatus:
    name: str
    words: StatusWords
    is_present: bool
    arrows: tuple[DrawnArrow, ...]


def status_drawing(user: UserSummary) -> Markup:
    """Return the drawing with the user's status marked and its legal arrows drawn full."""
    return render(
        "users/card/status_machine.html.j2",
        statuses=[_status(status, user) for status in DRAWN],
        is_enabled=user.enabled,
        present=status_words(user.status).label,
    )


def _status(status: UserStatus, user: UserSummary) -> DrawnStatus:
    leaving = (arrow for arrow in TRANSITIONS if arrow.start is status)
    return DrawnStatus(
        name=status.value,
        words=status_words(status),
        is_present=status is user.status,
        arrows=tuple(_arrow(arrow, user) for arrow in leaving),
    )


def _arrow(arrow: Transition, user: UserSummary) -> DrawnArrow:
    is_here = arrow.start is user.status
    refusal = _REFUSALS[arrow.move](user) if arrow.move and is_here else ""
    return DrawnArrow(
        words=arrow.words,
        target=status_words(arrow.end).label,
        by_user=arrow.by_user,
        refusal=refusal,
    )
