"""A race as a timeline, one bar for each token and who is asked, and the matrix of all races."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.evidence.evidence_words import evidence_html
from pages._ui.page.templates import render
from pages._ui.races.race_words import (
    TOKENS,
    asked_after,
    authorizer_sentence,
    cognito_sentence,
    refused_by,
    until_of,
    utc,
    verdict_class,
    verdict_text,
)
from services.authorizer.evidence import Evidence
from services.revocation.actions import (
    ACTIONS,
    EVERY_ACTION,
    ProbeId,
    ProbeVerdict,
    RevocationAction,
)
from services.revocation.probes import REQUESTS, TITLES
from services.revocation.race import Race, RaceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of a token's time: how it looks, what it says, when that was measured."""

    look: str
    says: str
    note: str = ""
    until: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One token at one place, before the action and after it, with AWS's reason."""

    token: str
    request: str
    before: Bar
    after: Bar
    why: str
    differs: str
    on_aws: str
    evidence: Evidence


def race_html(action: RevocationAction, race: Race | None) -> Markup:
    """Return the answer, its reason and the timeline; before a race, what AWS answers."""
    return render(
        "races/race.html.j2",
        action=action,
        race=race,
        authorizer=authorizer_sentence(action, race),
        cognito=cognito_sentence(action, race),
        rows=timeline(action, race),
        evidence_html=evidence_html,
        utc=utc,
    )


def timeline(action: RevocationAction, race: Race | None) -> list[TimelineRow]:
    """Return the rows token by token."""
    probes = sorted(action.expected, key=lambda probe: list(TOKENS).index(probe))
    return [_row(action, probe, race) for probe in probes]


def _row(action: RevocationAction, probe: ProbeId, race: Race | None) -> TimelineRow:
    expected = action.expected[probe]
    measured = race.row(probe) if race else None
    return TimelineRow(
        token=TOKENS[probe],
        request=REQUESTS[probe],
        before=_before(measured, race),
        after=_after(expected.verdict, measured, race),
        why=expected.why,
        differs=_odd_reason(measured),
        on_aws=verdict_text(expected.verdict, is_after=True).lower(),
        evidence=expected.evidence,
    )


def _before(row: RaceRow | None, race: Race | None) -> Bar:
    if row is None or race is None:
        return Bar(look="accepted expected", says="Accepted")
    return Bar(
        look=verdict_class(row.before, is_after=False),
        says=verdict_text(row.before.verdict, is_after=False),
        note=f"{row.before.answer}, {asked_after(row.before, race.signed_in_at)}",
    )


def _after(expected: ProbeVerdict, row: RaceRow | None, race: Race | None) -> Bar:
    if row is None or race is None:
        is_still = expected is ProbeVerdict.ACCEPTED
        look, note = ("still", "until its exp") if is_still else ("refused", "from then on")
        says = verdict_text(expected, is_after=True)
        return Bar(look=f"{look} expected", says=says, note=note)
    is_still = row.after.verdict is ProbeVerdict.ACCEPTED
    is_refused = row.after.verdict is ProbeVerdict.REFUSED
    return Bar(
        look=verdict_class(row.after, is_after=True),
        says=verdict_text(row.after.verdict, is_after=True)
        + (f" by {refused_by(row.after)}" if is_refused else ""),
        note=f"{row.after.answer}, {asked_after(row.after, race.acted_at)}",
        until=until_of(row.probe, race) if is_still else None,
    )


def _odd_reason(row: RaceRow | None) -> str:
    """Return what was said where the answers are not those of AWS; empty when they are."""
    if row is None or row.is_as_expected:
        return ""
    is_late = row.before.verdict is ProbeVerdict.ACCEPTED
    return (row.after if is_late else row.before).reason


def matrix_html(races: Mapping[str, Race], chosen: RevocationAction) -> Markup:
    """Return all actions by the probes they share; a cell is empty until its race was run."""
    return render(
        "races/matrix.html.j2",
        actions=ACTIONS,
        probes=EVERY_ACTION,
        races=races,
        chosen=chosen,
        titles=TITLES,
        look=verdict_class,
        says=verdict_text,
    )
