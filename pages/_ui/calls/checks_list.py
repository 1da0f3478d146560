"""The checks of a decision as HTML: by part, each with its sign; what did not count is folded."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from pages._ui.evidence.evidence_words import evidence_words, source_name
from pages._ui.page.facts_table import Mark, sign
from pages._ui.page.time_words import with_moment
from services.authorizer.checks import CheckState
from services.authorizer.decision import Check, Decision
from services.authorizer.evidence import Evidence

_TIMES = frozenset({"expiry", "issued"})
_MARKS = {
    CheckState.PASSED: Mark.PASSED,
    CheckState.FAILED: Mark.FAILED,
    CheckState.NOT_NEEDED: Mark.NOT_NEEDED,
    CheckState.NOT_REACHED: Mark.NOT_REACHED,
}
# DOMPurify drops a leading <style>, so the style follows the list it belongs to.
_STYLE = r"""<style>
.lab-checks { font-size: 0.9rem; line-height: 1.4; overflow-wrap: anywhere; }
.lab-checks .part { margin: 0.7rem 0 0.1rem; font-size: 0.82rem; font-weight: 600;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-checks details { padding: 0.3rem 0 0.3rem 1.35em;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-checks summary { cursor: pointer; list-style: none; text-indent: -1.35em; }
.lab-checks summary::-webkit-details-marker { display: none; }
.lab-checks summary:hover .title { text-decoration: underline; }
.lab-checks summary::after { content: "\00a0▸"; opacity: 0.7; }
.lab-checks details[open] > summary::after { content: "\00a0▾"; }
.lab-checks .title { font-weight: 600; }
.lab-checks .folded .title { font-weight: 400; }
.lab-checks .seen, .lab-checks .note { font-size: 0.82rem;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-checks .note { display: block; margin: 0.15rem 0; }
.lab-checks .stopped { border-left: 3px solid light-dark(#b3261e, #ff9d96); padding-left: 1.6em;
  background: color-mix(in srgb, light-dark(#b3261e, #ff9d96) 8%, transparent); }
.lab-checks a { color: inherit; text-decoration: underline; }
.lab-checks .mark { display: inline-block; width: 1.35em; font-weight: 700; text-indent: 0; }
.lab-checks .passed { color: light-dark(#0b6b3a, #5fd69a); }
.lab-checks .failed { color: light-dark(#b3261e, #ff9d96); }
</style>"""


def checks_html(decision: Decision) -> str:
    """Return the list with every text escaped: values seen may come out of a token."""
    parts = groupby(decision.checks, key=lambda check: check.text.part)
    sections = "".join(_part(part.value, tuple(checks)) for part, checks in parts)
    return f'<div class="lab-checks">{sections}</div>{_STYLE}'


def _part(title: str, checks: Sequence[Check]) -> str:
    ran = [check for check in checks if check.state in (CheckState.PASSED, CheckState.FAILED)]
    if not ran:
        states = " or ".join(dict.fromkeys(check.state.value for check in checks))
        return _folded(checks, f"{title}: {states}")
    html = [f'<p class="part">{escape(title)}</p>', *map(_ran, ran)]
    for state in (CheckState.NOT_NEEDED, CheckState.NOT_REACHED):
        left = [check for check in checks if check.state is state]
        noun = "check" if len(left) == 1 else "checks"
        html += [_folded(left, f"{len(left)} {noun} {state.value}")] if left else []
    return "".join(html)


def _ran(check: Check) -> str:
    has_failed = check.state is CheckState.FAILED
    wanted = f"Wanted: {_readable(check, check.wanted)}" if has_failed and check.wanted else ""
    attributes = ' class="stopped" open' if has_failed else ""
    source = "" if has_failed else _source(check.text.evidence)  # the card shows that one itself
    return (
        f"<details{attributes}><summary>{sign(_MARKS[check.state])}"
        f'<span class="title">{escape(check.text.title)}</span>&ensp;'
        f'<span class="seen">{escape(_readable(check, check.seen))}</span></summary>'
        f"{_note(wanted)}{_note(check.text.explanation)}{source}</details>"
    )


def _folded(checks: Sequence[Check], title: str) -> str:
    """Return checks that did not count as one line that opens."""
    rows = "".join(_note(_folded_row(check)) for check in checks)
    return (
        f'<details class="folded"><summary>{sign(_MARKS[checks[-1].state])}'
        f'<span class="title">{escape(title)}</span></summary>{rows}</details>'
    )


def _folded_row(check: Check) -> str:
    return f"{check.text.title}: {check.seen}" if check.seen else check.text.title


def _note(text: str) -> str:
    return f'<span class="note">{escape(text)}</span>' if text else ""


def _source(evidence: Evidence) -> str:
    words = escape(evidence_words(evidence))
    if not evidence.address:
        return f'<span class="note">On AWS: {words}</span>'
    link = f'<a href="{escape(evidence.address)}" target="_blank" rel="noopener">'
    return (
        f'<span class="note">On AWS: {words}, {link}'
        f"{escape(source_name(evidence.address))}</a></span>"
    )


def _readable(check: Check, text: str) -> str:
    return with_moment(text) if check.id in _TIMES else text
