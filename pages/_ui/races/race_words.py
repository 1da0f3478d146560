"""What an answer means for the holder of a token, in words; pure.

A token that is accepted after its user was signed out is "still accepted": that is amber, because
it asks for a second look, and no colour of an answer.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from pages._ui.calls.ending_signs import ending_class
from pages._ui.page.time_words import milliseconds
from services.authorizer.ending import Ending, ending_of
from services.authorizer.observation import answer_of
from services.revocation.actions import ProbeId, ProbeVerdict, RevocationAction
from services.revocation.probes import ProbeResult
from services.revocation.race import Race

TOKENS = {
    ProbeId.ID_TOKEN: "ID token",
    ProbeId.ADMINS: "ID token",
    ProbeId.ACCESS_TOKEN: "Access token",
    ProbeId.GET_USER: "Access token",
    ProbeId.REFRESH: "Refresh token",
    ProbeId.ADMINS_REFRESHED: "Refreshed ID token",
}
_BY_COGNITO = (ProbeId.GET_USER, ProbeId.REFRESH)
_AT_COGNITO = {ProbeId.GET_USER: "GetUser", ProbeId.REFRESH: "a refresh"}
_AT_THE_AUTHORIZER = {ProbeId.ID_TOKEN: "the ID token", ProbeId.ACCESS_TOKEN: "the access token"}
_VERBS = {
    "still accepts": ProbeVerdict.ACCEPTED,
    "refuses": ProbeVerdict.REFUSED,
    "gives no clear answer to": ProbeVerdict.UNCLEAR,
}


def refused_by(result: ProbeResult) -> str:
    """Return who refused: "Cognito", "the authorizer", "the function"."""
    if result.probe in _BY_COGNITO or result.exchange is None:
        return "Cognito"
    return _ending(result).value.removeprefix("refused by ").removeprefix("stopped by ")


def verdict_class(result: ProbeResult, *, is_after: bool) -> str:
    """Return the classes that give the answer its look."""
    if result.verdict is ProbeVerdict.ACCEPTED:
        return "still" if is_after else "accepted"
    if result.verdict is ProbeVerdict.REFUSED and refused_by(result) != "Cognito":
        return f"refused {ending_class(_ending(result))}"
    return result.verdict.value


def verdict_text(verdict: ProbeVerdict, *, is_after: bool) -> str:
    if verdict is ProbeVerdict.ACCEPTED:
        return "Still accepted" if is_after else "Accepted"
    return verdict.value.capitalize()


def asked_after(result: ProbeResult, since: float) -> str:
    """Return when it was asked, counted from a moment: "asked 120 ms after"."""
    passed = (result.asked_at - since) * 1000
    return f"asked {milliseconds(passed)} after" if passed >= 1 else "asked at once"


def until_of(probe: ProbeId, race: Race) -> float | None:
    """Return the exp up to which the token works offline, None where none can be read."""
    if probe in (ProbeId.REFRESH, ProbeId.ADMINS_REFRESHED):
        return None
    is_access = TOKENS[probe] == "Access token"
    return race.access_expires_at if is_access else race.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSentence:
    """A sentence with a moment in it, in epoch seconds; without one, `says` is all of it."""

    says: str
    until: float | None = None
    rest: str = ""

    @property
    def is_still(self) -> bool:
        return "still accepts" in self.says


def authorizer_sentence(action: RevocationAction, race: Race | None) -> TimedSentence:
    """Return whether the authorizer still takes the tokens, and until when."""
    said, *rest = _parts("The authorizer", _AT_THE_AUTHORIZER, _after(action, race))
    if not TimedSentence(says=said).is_still:
        return TimedSentence(says=f"{'; it '.join([said, *rest])}.")
    end = "".join(f"; it {part}" for part in rest)
    if race is None:
        return TimedSentence(says=f"{said} until their exp{end}.")
    until = min(race.expires_at, race.access_expires_at)
    return TimedSentence(says=f"{said} until", until=until, rest=f"{end}.")


def cognito_sentence(action: RevocationAction, race: Race | None) -> str:
    """Return what Cognito itself does with the tokens after the action."""
    return f"{'; it '.join(_parts('Cognito', _AT_COGNITO, _after(action, race)))}."


def _after(action: RevocationAction, race: Race | None) -> dict[ProbeId, ProbeVerdict]:
    """Return the verdicts after the action: those of the race, else what AWS answers."""
    if race is None:
        return {probe: expected.verdict for probe, expected in action.expected.items()}
    return {row.probe: row.after.verdict for row in race.rows}


def _parts(who: str, names: dict[ProbeId, str], verdicts: dict[ProbeId, ProbeVerdict]) -> list[str]:
    """Return what is accepted, refused and unclear, the first with who says so."""
    parts = []
    for verb, verdict in _VERBS.items():
        if meant := [name for probe, name in names.items() if verdicts[probe] is verdict]:
            parts.append(f"{verb} {' and '.join(meant)}")
    return [f"{who} {parts[0]}", *parts[1:]]


def utc(epoch_seconds: float) -> tuple[str, str]:
    """Return a moment as ISO 8601 and as the time of day, both in UTC."""
    at = datetime.fromtimestamp(epoch_seconds, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{at:%H:%M:%S} UTC"


def _ending(result: ProbeResult) -> Ending:
    return ending_of(answer_of(result.exchange)) if result.exchange else Ending.NO_ANSWER
