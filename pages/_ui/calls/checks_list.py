"""The checks of a call as HTML: by part, each with its sign; what did not run is folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pages._ui.calls.token_parts import parts_read
from pages._ui.evidence.evidence_words import evidence_words, source_name
from pages._ui.page.facts_table import SIGNS, Mark
from pages._ui.page.templates import render
from pages._ui.page.time_words import with_moment
from services.authorizer.check_text import CheckState
from services.authorizer.decision import Check, Decision
from services.authorizer.evidence import Evidence
from services.authorizer.function_check import FunctionCheck

_OWN = "The function checks for itself"
_OWN_NOTE = (
    "The function makes this check, not API Gateway: its answer tells of it, and docs/contract.md "
    "says what it answers."
)
_TIMES = frozenset({"expiry", "issued"})
_MARKS = {
    CheckState.PASSED: Mark.PASSED,
    CheckState.FAILED: Mark.FAILED,
    CheckState.NOT_NEEDED: Mark.NOT_NEEDED,
    CheckState.NOT_REACHED: Mark.NOT_REACHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    words: str
    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A check that ran, or checks that did not run, as one line that opens to its notes.

    `reads` names the parts of the token that it reads; `is_own` is the function's own check.
    """

    mark: Mark
    title: str
    notes: tuple[str, ...]
    seen: str = ""
    reads: tuple[str, ...] = ()
    has_failed: bool = False
    is_own: bool = False
    source: _Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    title: str
    ran: tuple[_Line, ...]
    folded: tuple[_Line, ...]


def checks_html(decision: Decision, own: FunctionCheck | None = None) -> Markup:
    """Return the list, at its end the function's own check; the values may come out of a token."""
    parts = groupby(decision.checks, key=lambda check: check.text.part)
    shown = [_part(part.value, tuple(checks)) for part, checks in parts]
    shown += [_Part(title=_OWN, ran=(_own_line(own),), folded=())] if own else []
    return render("calls/checks_list.html.j2", parts=shown, signs=SIGNS)


def _part(title: str, checks: Sequence[Check]) -> _Part:
    ran = tuple(
        _ran(each) for each in checks if each.state in (CheckState.PASSED, CheckState.FAILED)
    )
    if not ran:
        states = " or ".join(dict.fromkeys(check.state.value for check in checks))
        return _Part(title=title, ran=(), folded=(_folded(checks, f"{title}: {states}"),))
    folded = []
    for state in (CheckState.NOT_NEEDED, CheckState.NOT_REACHED):
        if left := [check for check in checks if check.state is state]:
            noun = "check" if len(left) == 1 else "checks"
            folded.append(_folded(left, f"{len(left)} {noun} {state.value}"))
    return _Part(title=title, ran=ran, folded=tuple(folded))


def _ran(check: Check) -> _Line:
    has_failed = check.state is CheckState.FAILED
    wanted = f"Wanted: {_readable(check, check.wanted)}" if has_failed and check.wanted else ""
    return _Line(
        mark=_MARKS[check.state],
        title=check.text.title,
        seen=_readable(check, check.seen),
        reads=parts_read(check.id),
        notes=tuple(filter(None, (wanted, check.text.explanation))),
        has_failed=has_failed,
        # The card itself names the source of the check that stopped the call.
        source=None if has_failed else _source(check.text.evidence),
    )


def _own_line(own: FunctionCheck) -> _Line:
    wanted = f"Wanted: {own.wanted}" if own.wanted and not own.passed else ""
    return _Line(
        mark=Mark.PASSED if own.passed else Mark.FAILED,
        title=own.title,
        seen=own.seen,
        notes=tuple(filter(None, (wanted, _OWN_NOTE))),
        has_failed=not own.passed,
        is_own=True,
    )


def _folded(checks: Sequence[Check], title: str) -> _Line:
    """Return checks that did not run as one line."""
    notes = tuple(_folded_row(check) for check in checks)
    return _Line(mark=_MARKS[checks[-1].state], title=title, notes=notes)


def _folded_row(check: Check) -> str:
    return f"{check.text.title}: {check.seen}" if check.seen else check.text.title


def _source(evidence: Evidence) -> _Source:
    address = evidence.address
    name = source_name(address) if address else ""
    return _Source(words=evidence_words(evidence), address=address, name=name)


def _readable(check: Check, text: str) -> str:
    return with_moment(text) if check.id in _TIMES else text
