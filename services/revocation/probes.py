"""Probes: who still takes the held tokens? Asks the authorizer, the function and Cognito."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from services.api.protected_api import ProtectedApi
from services.api.routes import route
from services.api.sign_in import ChallengeRequired, SignedIn, SignInApi, SignInOutcome, TokenSet
from services.cloud.aws import Aws, AwsCall
from services.errors import AwsError, LabError
from services.revocation.actions import ProbeId, ProbeVerdict
from services.traffic.exchange import Exchange

_OK = 200
_REFUSING_STATUSES = frozenset({401, 403})
_REFUSING_CODES = frozenset({"NotAuthorizedException", "UserNotFoundException"})
_NO_TOKENS = "10023"  # the sign-in API's code for a refusal
_ROUTES = {
    ProbeId.ID_TOKEN: "my_api",
    ProbeId.ACCESS_TOKEN: "scoped",
    ProbeId.ADMINS: "admins",
    ProbeId.ADMINS_REFRESHED: "admins",
}
TITLES = {
    ProbeId.ID_TOKEN: "Authorizer, ID token",
    ProbeId.ACCESS_TOKEN: "Authorizer, access token",
    ProbeId.ADMINS: "Admin route, held ID token",
    ProbeId.GET_USER: "Cognito, GetUser",
    ProbeId.REFRESH: "Cognito, refresh",
    ProbeId.ADMINS_REFRESHED: "Admin route, refreshed ID token",
}
REQUESTS = {
    ProbeId.ID_TOKEN: "GET /my-api with the ID token",
    ProbeId.ACCESS_TOKEN: "GET /my-api/scoped with the access token",
    ProbeId.ADMINS: "GET /my-api/admins with the ID token",
    ProbeId.GET_USER: "GetUser with the access token",
    ProbeId.REFRESH: "POST /user-sign-in/refresh",
    ProbeId.ADMINS_REFRESHED: "refresh, then GET /my-api/admins",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTokens:
    """The token set of one sign-in, kept while the user changes."""

    username: str
    tokens: TokenSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """One answer: `answer` is its short form, `reason` a sentence that explains it.

    `asked_at` is epoch seconds. `exchange` is set for an HTTP call, `call` for a call of Cognito;
    without an answer, neither.
    """

    probe: ProbeId
    verdict: ProbeVerdict
    answer: str
    reason: str
    asked_at: float = 0.0
    exchange: Exchange | None = field(default=None, repr=False)
    call: AwsCall | None = None


class TokenProbes:
    """Asks probes; every answer is a value, also a missing one."""

    def __init__(
        self,
        api: ProtectedApi,
        sign_in: SignInApi,
        aws: Aws,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._api = api
        self._sign_in = sign_in
        self._aws = aws
        self._clock = clock

    def ask(self, probe: ProbeId, held: HeldTokens) -> ProbeResult:
        """Ask one probe with the held tokens; the result says when."""
        asked_at = self._clock()
        return replace(self._asked(probe, held), asked_at=asked_at)

    def _asked(self, probe: ProbeId, held: HeldTokens) -> ProbeResult:
        try:
            if probe is ProbeId.GET_USER:
                return self._get_user(held.tokens.access_token)
            if probe is ProbeId.REFRESH:
                return _of_refresh(self._refresh(held))
            if probe is ProbeId.ADMINS_REFRESHED:
                return self._admins_refreshed(held)
            is_access = probe is ProbeId.ACCESS_TOKEN
            tokens = held.tokens
            return self._call(probe, tokens.access_token if is_access else tokens.id_token)
        except LabError as error:
            return ProbeResult(
                probe=probe, verdict=ProbeVerdict.UNCLEAR, answer="No answer", reason=error.message
            )

    def _call(self, probe: ProbeId, token: str) -> ProbeResult:
        label = f"Revocation race: {TITLES[probe]}"
        exchange = self._api.call(route(_ROUTES[probe]), f"Bearer {token}", label=label)
        return _of_call(probe, exchange)

    def _refresh(self, held: HeldTokens) -> SignInOutcome:
        return self._sign_in.refresh(held.username, held.tokens.refresh_token)

    def _admins_refreshed(self, held: HeldTokens) -> ProbeResult:
        outcome = self._refresh(held)
        if isinstance(outcome, SignedIn):
            return self._call(ProbeId.ADMINS_REFRESHED, outcome.tokens.id_token)
        return ProbeResult(
            probe=ProbeId.ADMINS_REFRESHED,
            verdict=ProbeVerdict.UNCLEAR,
            answer=_http_answer(outcome.exchange),
            reason="There is no refreshed token to ask with.",
            exchange=outcome.exchange,
        )

    def _get_user(self, access_token: str) -> ProbeResult:
        started = time.perf_counter()
        error: AwsError | None = None
        try:
            self._aws.call("cognito-idp", "get_user", AccessToken=access_token)
        except AwsError as refusal:
            error = refusal
        call = AwsCall(
            service="cognito-idp",
            operation="get_user",
            duration_ms=(time.perf_counter() - started) * 1000,
            error_code=error.code if error else "",
        )
        return _of_get_user(call, error)


def _of_call(probe: ProbeId, exchange: Exchange) -> ProbeResult:
    verdict, reason = ProbeVerdict.UNCLEAR, exchange.failure or "Neither accepted nor refused."
    if exchange.status == _OK:
        verdict, reason = ProbeVerdict.ACCEPTED, "The authorizer let the token in."
    elif exchange.status in _REFUSING_STATUSES:
        verdict, reason = ProbeVerdict.REFUSED, _refusal(exchange)
    return ProbeResult(
        probe=probe,
        verdict=verdict,
        answer=_http_answer(exchange),
        reason=reason,
        exchange=exchange,
    )


def _refusal(exchange: Exchange) -> str:
    """Return who refused: only the function names the groups that it requires."""
    if "required_groups" in exchange.response_body:
        return (
            "The authorizer let the token in; the function refused, because the group is missing."
        )
    return "The authorizer refused the token."


def _of_get_user(call: AwsCall, error: AwsError | None) -> ProbeResult:
    if error is None:
        verdict, answer, reason = ProbeVerdict.ACCEPTED, "200 OK", "Cognito still takes the token."
    else:
        is_no = error.code in _REFUSING_CODES
        verdict = ProbeVerdict.REFUSED if is_no else ProbeVerdict.UNCLEAR
        answer = f"{error.http_status or 'No answer'} {error.code}"
        reason = error.message
    return ProbeResult(
        probe=ProbeId.GET_USER, verdict=verdict, answer=answer, reason=reason, call=call
    )


def _of_refresh(outcome: SignInOutcome) -> ProbeResult:
    verdict, reason = ProbeVerdict.UNCLEAR, "Cognito asks for one more step."
    if isinstance(outcome, SignedIn):
        verdict, reason = ProbeVerdict.ACCEPTED, "Cognito issued new tokens."
    elif not isinstance(outcome, ChallengeRequired):
        reason = outcome.message
        verdict = ProbeVerdict.REFUSED if outcome.code == _NO_TOKENS else ProbeVerdict.UNCLEAR
    return ProbeResult(
        probe=ProbeId.REFRESH,
        verdict=verdict,
        answer=_http_answer(outcome.exchange),
        reason=reason,
        exchange=outcome.exchange,
    )


def _http_answer(exchange: Exchange) -> str:
    if exchange.status is None:
        return "No answer"
    return f"{exchange.status} {exchange.reason}".strip()
