"""A UserQuestion as a condition and an order in SQL; every value is a parameter, never text.

Only names of columns that stand in this file become part of a statement.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from services.users.snapshot import question as q
from services.users.snapshot.question import DayRange, TextMatch, UserQuestion, Verified

SEPARATOR = "\x1f"  # stands between the values in `words`, and before the first
_COLUMNS = {
    q.USERNAME: "username",
    q.STATUS: "status",
    q.ENABLED: "enabled",
    q.CREATED: "created_at",
    q.MODIFIED: "modified_at",
    "email": "email",
    "phone_number": "phone_number",
    "name": "name",
}
_TEXTS = {"email", "phone_number", "name", q.USERNAME, q.STATUS}
_VERIFIED = {
    Verified.EMAIL: "email_verified",
    Verified.NO_EMAIL: "NOT email_verified",
    Verified.PHONE: "phone_verified",
    Verified.NO_PHONE: "NOT phone_verified",
    Verified.NEITHER: "NOT email_verified AND NOT phone_verified",
}
_SUB = "sub"
_PART_OF_SUB = re.compile(r"[0-9a-f-]{8,36}")
Condition = tuple[str, list[Any]]


def condition(question: UserQuestion) -> Condition:
    """Return the WHERE condition and its parameters; "true" for a question without filters."""
    parts = list(_conditions(question))
    parameters = [value for _, values in parts for value in values]
    return " AND ".join(f"({text})" for text, _ in parts) or "true", parameters


def sort_key(question: UserQuestion) -> Condition:
    """Return what is sorted by, and its parameters; text is sorted without regard to case."""
    if question.sort == q.GROUPS:
        return "lower(array_to_string(groups, ' '))", []
    if question.sort in _COLUMNS:
        column = _COLUMNS[question.sort]
        return (f"nullif(lower({column}), '')" if question.sort in _TEXTS else column), []
    return "nullif(lower(attributes[?]), '')", [question.sort]


def direction(question: UserQuestion) -> str:
    """Return the direction; users without a value stand last in both."""
    return "DESC NULLS LAST" if question.is_descending else "ASC NULLS LAST"


def _conditions(question: UserQuestion) -> Iterator[Condition]:
    if question.text.strip():
        yield from _text(question)
    if question.statuses:
        yield "status IN (SELECT unnest(?))", [list(question.statuses)]
    if question.enabled is not None:
        yield "enabled = ?", [question.enabled]
    if question.groups:
        yield "list_has_any(groups, ?)", [list(question.groups)]
    if question.verified:
        yield _VERIFIED[question.verified], []
    yield from _days("created_at", question.created)
    yield from _days("modified_at", question.modified)


def _text(question: UserQuestion) -> Iterator[Condition]:
    """Look into all words first: that one column is read fast, and leaves few users to look at.

    The sub is not among them: it is compared where it is asked for, or a part of one is.
    """
    is_prefix = question.match is TextMatch.STARTS_WITH
    compare = "starts_with" if is_prefix else "contains"
    text = question.text.strip()
    in_sub = f"{compare}(sub, lower(?))"
    if question.where == _SUB:
        yield in_sub, [text]
        return
    wanted = (SEPARATOR if is_prefix else "") + text.replace(SEPARATOR, " ")
    if question.where == q.ANYWHERE and _PART_OF_SUB.fullmatch(text.lower()):
        yield f"contains(words, lower(?)) OR {in_sub}", [wanted, text]
        return
    yield "contains(words, lower(?))", [wanted]
    if question.where in _COLUMNS:
        yield f"{compare}(lower({_COLUMNS[question.where]}), lower(?))", [text]
    elif question.where != q.ANYWHERE:
        yield f"{compare}(lower(attributes[?]), lower(?))", [question.where, text]


def _days(column: str, days: DayRange) -> Iterator[Condition]:
    if days.first:
        yield f"{column} >= ?", [_midnight(days.first)]
    if days.last:
        yield f"{column} < ?", [_midnight(days.last) + timedelta(days=1)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
