"""The checks of one station in few words, with the value seen where one stopped the call; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages._ui.calls.token_parts import parts_read
from pages._ui.page.facts_table import Mark
from pages._ui.page.time_words import with_moment
from services.authorizer.check_text import CheckState
from services.authorizer.decision import Check
from services.authorizer.function_check import FunctionCheck

_TITLES = {
    "header_size": "size of the headers",
    "stage": "stage",
    "route": "path and HTTP method",
    "authorizer": "usable",
    "header": "token's header",
    "parts": "three parts",
    "audience": "audience",
    "issuer": "issuer",
    "key": "key",
    "signature": "signed by that key",
    "claims": "types of claims",
    "expiry": "not expired",
    "issued": "already valid",
    "token_use": "kind of token",
    "scope": "scope",
    "resource_policy": "resource policy",
    "api_key": "API key",
    "throttle": "rate",
    "quota": "quota",
    "parameters": "parameters",
    "body": "body",
    "mock": "mock can read it",
    "permission": "may be invoked",
    "function": "answers",
}
_TIMES = frozenset({"expiry", "issued"})
_ALWAYS_SHOWN = frozenset({"stage", "route"})
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One check that ran; `wanted` only where it stopped the call."""

    mark: Mark
    title: str
    reads: tuple[str, ...] = ()
    seen: str = ""
    wanted: str = ""


def steps_of(checks: Sequence[Check]) -> tuple[Step, ...]:
    """Return the checks that ran, in order; the settings did not ask for the others."""
    ran = (CheckState.PASSED, CheckState.FAILED)
    return tuple(_step(check) for check in checks if check.state in ran)


def function_step(check: FunctionCheck) -> Step:
    """Return the function's own check."""
    title = f"{check.title[:1].lower()}{check.title[1:]}"
    if check.passed:
        return Step(mark=Mark.PASSED, title=title)
    return Step(mark=Mark.FAILED, title=title, seen=_short(check.seen), wanted=check.wanted)


def _step(check: Check) -> Step:
    title, reads = _TITLES[check.id], parts_read(check.id)
    if check.state is CheckState.PASSED:
        seen = _short(check.seen) if check.id in _ALWAYS_SHOWN else ""
        return Step(mark=Mark.PASSED, title=title, reads=reads, seen=seen)
    return Step(
        mark=Mark.FAILED,
        title=title,
        reads=reads,
        seen=_readable(check, check.seen),
        wanted=_readable(check, check.wanted),
    )


def _readable(check: Check, text: str) -> str:
    return _short(with_moment(text) if check.id in _TIMES else text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
