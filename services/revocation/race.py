"""The race: hold one token set, do something to its user, and see who still takes the tokens.

The caller provides a user to change and puts that user back afterwards: nothing here does.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from services.api.sign_in import SignedIn, TokenSet
from services.errors import InputError
from services.home.personas import Persona, PersonaPool
from services.lab import Lab
from services.revocation.actions import ActionId, ProbeId, ProbeVerdict, RevocationAction
from services.revocation.probes import HeldTokens, ProbeResult, TokenProbes
from services.tokens.decode import decode_unverified
from services.users.app_client import read_app_client

GROUP = "admins"  # `/my-api/admins` asks for it, so its loss can be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceRow:
    """What one probe answered before and after, and what AWS is expected to answer after."""

    before: ProbeResult
    after: ProbeResult
    expected: ProbeVerdict

    @property
    def probe(self) -> ProbeId:
        return self.after.probe

    @property
    def is_as_expected(self) -> bool:
        """Tell whether the token worked before, and after the action as AWS is expected to do."""
        return (self.before.verdict, self.after.verdict) == (ProbeVerdict.ACCEPTED, self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """One finished race; its moments are epoch seconds.

    `expires_at` is the exp of the held ID token. A refresh token has none that can be read: how
    long it lives is a setting of the app client.
    """

    action: RevocationAction
    username: str
    rows: tuple[RaceRow, ...]
    signed_in_at: float
    acted_at: float
    expires_at: float
    access_expires_at: float

    def row(self, probe: ProbeId) -> RaceRow:
        return next(row for row in self.rows if row.probe is probe)


def is_suitable(persona: Persona) -> bool:
    """Tell whether a race can borrow the persona: it gets tokens by password and has the group."""
    is_plain = persona.status == "CONFIRMED" and persona.enabled and not persona.mfa
    return is_plain and persona.pool is PersonaPool.LAB and GROUP in persona.groups


def suitable_persona(personas: list[Persona]) -> Persona:
    """Return the first persona that races can borrow; raises InputError when there is none."""
    found = next(filter(is_suitable, personas), None)
    if found is None:
        raise InputError(
            f"There is no test user in the group {GROUP} to run the race with.",
            hint="Run `python -m infra_scripts seed`, which makes the test users.",
        )
    return found


def hold(lab: Lab, persona: Persona) -> HeldTokens:
    """Sign in as the persona and keep the tokens; raises InputError when there are none."""
    outcome = lab.sign_in.sign_in(persona.username, persona.password)
    if isinstance(outcome, SignedIn):
        return HeldTokens(username=outcome.username, tokens=outcome.tokens)
    raise InputError(
        f"{persona.username} could not sign in: {outcome.message}.",
        hint="Run `python -m infra_scripts seed`, which puts the test users right.",
    )


def act(lab: Lab, chosen: RevocationAction, held: HeldTokens) -> None:
    """Apply the action to the user of the tokens; raises AwsError when AWS refuses."""
    match chosen.id:
        case ActionId.SIGN_OUT_LOCALLY:
            return  # an app would only forget the tokens, and the race needs them
        case ActionId.REVOKE_TOKEN:
            outputs = lab.outputs
            client = read_app_client(lab.aws, outputs.user_pool_id, outputs.app_client_id)
            client.revoke(lab.aws, held.tokens.refresh_token)
        case ActionId.GLOBAL_SIGN_OUT:
            lab.directory.sign_out(held.username)
        case ActionId.DISABLE:
            lab.directory.disable(held.username)
        case ActionId.REMOVE_FROM_GROUP:
            lab.directory.remove_from_group(held.username, GROUP)
        case ActionId.DELETE:
            lab.directory.delete(held.username)


def run_race(
    lab: Lab,
    chosen: RevocationAction,
    persona: Persona,
    clock: Callable[[], float] = time.time,
) -> Race:
    """Sign in, ask every probe, act, ask again; the persona is left as the action made it."""
    held = hold(lab, persona)
    probes = TokenProbes(lab.protected_api, lab.sign_in, lab.aws)
    before = {probe: probes.ask(probe, held) for probe in chosen.expected}
    act(lab, chosen, held)
    acted_at = clock()
    rows = tuple(
        RaceRow(before=before[probe], after=probes.ask(probe, held), expected=expectation.verdict)
        for probe, expectation in chosen.expected.items()
    )
    return Race(
        action=chosen,
        username=held.username,
        rows=rows,
        signed_in_at=held.tokens.obtained_at,
        acted_at=acted_at,
        expires_at=_exp(held.tokens.id_token, held.tokens),
        access_expires_at=_exp(held.tokens.access_token, held.tokens),
    )


def _exp(token: str, tokens: TokenSet) -> float:
    """Return the token's exp claim, or what the sign-in's answer said where it has none."""
    exp = decode_unverified(token).payload.get("exp")
    return float(exp) if isinstance(exp, int) else tokens.expires_at
