"""Claims and checks of a token as facts in plain words; calls nothing."""

import json
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from pages._ui.calls.token_parts import parts_read
from pages._ui.page.countdown import countdown_html
from pages._ui.page.facts_table import Fact, Mark
from pages._ui.page.time_words import moment, relative, with_moment
from services.tokens.glossary import ClaimKind, explain_claim
from services.tokens.verify import TokenCheck

_MARKS = {True: Mark.PASSED, False: Mark.FAILED, None: Mark.NOT_REACHED}
_TIME_CHECKS = ("expiry", "issued")


def claim_facts(
    claims: Mapping[str, Any], now: float, *, only_here: Set[str] = frozenset()
) -> list[Fact]:
    """Return one fact per claim, in the token's own order.

    `only_here` names claims that the token beside this one does not have.
    """
    return [_claim_fact(name, value, now, name in only_here) for name, value in claims.items()]


def check_facts(checks: tuple[TokenCheck, ...]) -> list[Fact]:
    """Return one marked fact per check of a verification."""
    return [
        Fact(
            title=check.title,
            value=_check_value(check),
            note=_check_note(check),
            mark=_MARKS[check.passed],
            parts=parts_read(check.id),
        )
        for check in checks
    ]


def _check_value(check: TokenCheck) -> str:
    if check.passed is None:
        return "Not reached: an earlier check failed"
    return with_moment(check.value) if check.id in _TIME_CHECKS else check.value


def _check_note(check: TokenCheck) -> str:
    if check.passed is not False or not check.expected:
        return check.explanation
    is_time = check.id in _TIME_CHECKS
    expected = with_moment(check.expected) if is_time else check.expected
    return f"Expected: {expected}. {check.explanation}"


def _claim_fact(name: str, value: Any, now: float, is_only_here: bool) -> Fact:
    meaning = explain_claim(name, value)
    shown, when = _value_words(value, meaning.kind, now)
    fact = Fact(
        title=meaning.title,
        name=name,
        tag="only in this token" if is_only_here else "",
        value=shown,
        note=" ".join(part for part in (when, meaning.meaning) if part),
    )
    if meaning.kind is not ClaimKind.TIME or name != "exp":
        return fact
    return replace(fact, note=meaning.meaning, clock=countdown_html(value, now, is_bare=True))


def _value_words(value: Any, kind: ClaimKind, now: float) -> tuple[str, str]:
    """Return the value in words and, for a moment, how far away it is."""
    if kind is ClaimKind.TIME and isinstance(value, int | float) and not isinstance(value, bool):
        distance = relative(value, now)
        return moment(value), f"{distance[:1].upper()}{distance[1:]}."
    if kind is ClaimKind.LIST and isinstance(value, list):
        return ", ".join(map(_text, value)) or "(none)", ""
    if kind is ClaimKind.FLAG:
        return ("Yes" if value in (True, "true") else "No"), ""
    return _text(value), ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
