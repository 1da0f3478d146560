"""A race as a table, before and after with the reason, and the matrix of all races; as HTML."""

from collections.abc import Mapping
from html import escape

from pages._ui.evidence.evidence_words import evidence_html
from services.revocation.actions import ACTIONS, EVERY_ACTION, ProbeVerdict, RevocationAction
from services.revocation.probes import REQUESTS, TITLES, ProbeResult
from services.revocation.race import Race, RaceRow

_SIGNS = {ProbeVerdict.ACCEPTED: "✓", ProbeVerdict.REFUSED: "✗", ProbeVerdict.UNCLEAR: "?"}
_WORDS = {
    ProbeVerdict.ACCEPTED: "Accepted",
    ProbeVerdict.REFUSED: "Refused",
    ProbeVerdict.UNCLEAR: "Unclear",
}
# DOMPurify drops a leading <style>, so the style follows the table it belongs to.
_STYLE = """<style>
.lab-race { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.4; }
.lab-race th, .lab-race td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: left;
  vertical-align: top; border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.lab-race tbody tr:last-child > * { border-bottom: 0; }
.lab-race thead th { font-size: 0.8rem; font-weight: 600; vertical-align: bottom;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-race tbody th { font-weight: 600; }
.lab-race .note { display: block; font-size: 0.82rem; font-weight: 400;
  color: color-mix(in srgb, currentColor 70%, transparent); }
.lab-race .verdict { font-weight: 600; white-space: nowrap; }
.lab-race .accepted { color: light-dark(#0b6b3a, #5fd69a); }
.lab-race .refused { color: light-dark(#b3261e, #ff9d96); }
.lab-race .unclear, .lab-race .differs { color: light-dark(#8a5200, #f0b45c); }
.lab-race .differs { display: block; font-weight: 600; }
.lab-race .chosen { background: color-mix(in srgb, currentColor 6%, transparent); }
.lab-race a { color: inherit; }
.lab-race.rows { table-layout: fixed; }
.lab-race.rows thead th { width: 14%; }
.lab-race.rows thead th:first-child { width: 27%; }
.lab-race.rows thead th:nth-child(3) { width: 20%; }
.lab-race.rows thead th:last-child { width: 39%; }
.lab-race.rows .note { overflow-wrap: anywhere; }
.lab-race.matrix th:first-child { padding-left: 0.5rem; }
@media (max-width: 640px) {
  .lab-race.rows thead { display: none; }
  .lab-race.rows tbody { display: block; }
  .lab-race.rows tr { display: grid; grid-template-columns: 1fr 1fr; padding: 0.5rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
  .lab-race.rows tbody th, .lab-race.rows td { padding: 0.15rem 0; border: 0; }
  .lab-race.rows tbody th, .lab-race.rows td:last-child { grid-column: 1 / -1; }
  .lab-race.rows td[data-title]::before { content: attr(data-title); display: block;
    font-size: 0.8rem; color: color-mix(in srgb, currentColor 70%, transparent); }
  .lab-race.matrix { font-size: 0.8rem; }
  .lab-race.matrix th, .lab-race.matrix td { padding-right: 0.35rem; }
  .lab-race.matrix .word { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .lab-race.matrix td { text-align: center; }
}
</style>"""


def race_html(race: Race) -> str:
    """Return one row per probe: before, after, why, and what AWS is expected to answer."""
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Asked", "Before", "After", "Why"))
    rows = "".join(_row(race.action, row) for row in race.rows)
    return (
        f'<table class="lab-race rows"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_STYLE}"
    )


def matrix_html(races: Mapping[str, Race], chosen: RevocationAction) -> str:
    """Return all actions by the probes they share; a cell is empty until its race was run."""
    head = "".join(f'<th scope="col">{escape(TITLES[probe])}</th>' for probe in EVERY_ACTION)
    rows = "".join(
        _matrix_row(each, races.get(each.id), is_chosen=each is chosen) for each in ACTIONS
    )
    return (
        f'<table class="lab-race matrix"><thead><tr><th scope="col">After</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_STYLE}"
    )


def _row(action: RevocationAction, row: RaceRow) -> str:
    title, request = escape(TITLES[row.probe]), escape(REQUESTS[row.probe])
    return (
        f'<tr><th scope="row">{title}<span class="note">{request}</span></th>'
        f'<td data-title="Before">{_result(row.before)}</td>'
        f'<td data-title="After">{_result(row.after)}</td>'
        f"<td>{_why(action, row)}</td></tr>"
    )


def _result(result: ProbeResult) -> str:
    return f'{_verdict(result.verdict)}<span class="note">{escape(result.answer)}</span>'


def _verdict(verdict: ProbeVerdict) -> str:
    sign, word = _SIGNS[verdict], _WORDS[verdict]
    return (
        f'<span class="verdict {verdict.value}"><span aria-hidden="true">{sign}</span> '
        f'<span class="word">{word}</span></span>'
    )


def _why(action: RevocationAction, row: RaceRow) -> str:
    expected = action.expected[row.probe]
    aws = f"AWS: {_WORDS[expected.verdict].lower()}, {evidence_html(expected.evidence)}"
    if row.is_as_expected:
        return f'{escape(expected.why)}<span class="note">{aws}</span>'
    odd = row.after if row.before.verdict is ProbeVerdict.ACCEPTED else row.before
    return (
        f'<span class="differs">Differs from what AWS is expected to answer</span>'
        f'{escape(odd.reason)}<span class="note">{aws}: {escape(expected.why)}</span>'
    )


def _matrix_row(action: RevocationAction, race: Race | None, *, is_chosen: bool) -> str:
    css = ' class="chosen"' if is_chosen else ""
    cells = "".join(f"<td>{_matrix_cell(race, index)}</td>" for index in range(len(EVERY_ACTION)))
    return f'<tr{css}><th scope="row">{escape(action.title)}</th>{cells}</tr>'


def _matrix_cell(race: Race | None, index: int) -> str:
    if race is None:
        return '<span class="note">not run</span>'
    row = race.row(EVERY_ACTION[index])
    differs = "" if row.is_as_expected else '<span class="differs">differs</span>'
    return f"{_verdict(row.after.verdict)}{differs}"
