"""A race as a table, before and after with the reason, and the matrix of all races; as HTML."""

from collections.abc import Mapping

from markupsafe import Markup

from pages._ui.evidence.evidence_words import evidence_html
from pages._ui.page.templates import render
from services.revocation.actions import ACTIONS, EVERY_ACTION, ProbeVerdict, RevocationAction
from services.revocation.probes import REQUESTS, TITLES
from services.revocation.race import Race

_SIGNS = {ProbeVerdict.ACCEPTED: "✓", ProbeVerdict.REFUSED: "✗", ProbeVerdict.UNCLEAR: "?"}
_WORDS = {
    ProbeVerdict.ACCEPTED: "Accepted",
    ProbeVerdict.REFUSED: "Refused",
    ProbeVerdict.UNCLEAR: "Unclear",
}


def race_html(race: Race) -> Markup:
    """Return one row per probe: before, after, why, and what AWS is expected to answer."""
    return render(
        "races/race.html.j2",
        race=race,
        accepted=ProbeVerdict.ACCEPTED,
        signs=_SIGNS,
        words=_WORDS,
        titles=TITLES,
        requests=REQUESTS,
        evidence_html=evidence_html,
    )


def matrix_html(races: Mapping[str, Race], chosen: RevocationAction) -> Markup:
    """Return all actions by the probes they share; a cell is empty until its race was run."""
    return render(
        "races/matrix.html.j2",
        actions=ACTIONS,
        probes=EVERY_ACTION,
        races=races,
        chosen=chosen,
        signs=_SIGNS,
        words=_WORDS,
        titles=TITLES,
    )
