"""Runs scenarios on a real API and compares what AWS answers, what is decided and what came back.

The only file of this room that does I/O, all of it through the Ground that it is given.
"""

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

from services.authorizer.answers import TOO_MANY_REQUESTS, ObservedAnswer, observe
from services.authorizer.comparison import compare, decided_answer
from services.authorizer.decision import Decision, decide_call
from services.authorizer.differences import KnownDifference
from services.authorizer.rest_api import Api, Conditions, Request
from services.authorizer.token_checks import Keys
from services.errors import CLOUD_IS_GONE, InputError, LabError, Unobtainable
from services.scenarios.scenario import ApiKey, Credential, Expected, Place, Scenario
from services.scenarios.token_changes import PublicKey
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange, Headers

THREADS = 12
_ENDING_SECONDS = 0.7  # a person who pressed Ctrl-C waits for this
_RETRY_SECONDS = (0.2, 0.6, 1.5)  # a burst of ours may meet the stage's own throttle
_ORIGIN = (("Origin", "http://localhost"), ("Access-Control-Request-Method", "GET"))


class Outcome(StrEnum):
    """How a scenario ended; only DIFFERENT is a reason to worry.

    NOT_RUN is what this cloud cannot cause, or not yet. A stack that cannot produce what a
    scenario needs is broken: that is DIFFERENT, so that a run without any test is not green.
    """

    SAME = "as expected"
    KNOWN_DIFFERENCE = "known difference"
    DIFFERENT = "different"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """One scenario that was run, or the reason why it was not, or could not be."""

    scenario: Scenario
    outcome: Outcome
    exchange: Exchange | None = None
    observed: ObservedAnswer | None = None
    decision: Decision | None = None
    difference: KnownDifference | None = None
    reason: str = ""

    @property
    def is_trouble(self) -> bool:
        return self.outcome is Outcome.DIFFERENT


class Ground(Protocol):
    """What the runner needs of the world: APIs, tokens and a way to send a request."""

    @property
    def is_local(self) -> bool: ...

    def api(self, place: Place) -> Api: ...

    def keys(self) -> Keys: ...

    def credential(self, credential: Credential) -> str:
        """Return a token, "" for NOTHING; raises LabError where this cloud cannot give it."""

    def api_key(self, key: ApiKey) -> str: ...

    def require_cloud(self) -> None:
        """Raise CloudUnreachable or CredentialsRefused when the cloud answers nothing at all."""

    def send(
        self, http_method: str, url: str, *, label: str, headers: Headers, body: str | None
    ) -> Exchange: ...


def run_scenarios(
    scenarios: Sequence[Scenario],
    ground: Ground,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    threads: int = THREADS,
) -> Generator[ScenarioResult]:
    """Run the scenarios side by side and yield each result in the order of the table.

    Raises what `run_scenario` raises. To stop before the last result, close the generator: then no
    other scenario starts, and those that already run are waited for, but not for long.
    """
    pool = ThreadPoolExecutor(threads)
    runs = [pool.submit(run_scenario, each, ground, clock=clock, sleep=sleep) for each in scenarios]
    try:
        for run in runs:
            yield run.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        wait([run for run in runs if not run.cancelled()], timeout=_ENDING_SECONDS)


def run_scenario(
    scenario: Scenario,
    ground: Ground,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> ScenarioResult:
    """Send one scenario's request and compare; what cannot be run is a result with its reason.

    Raises a LabError with exit status 3 when the cloud answers nothing at all, or refuses the
    credentials: then no other scenario can be run either.
    """
    cloud = "local" if ground.is_local else "aws"
    if cloud not in scenario.clouds:
        reason = f"This cannot be caused on {'the local engine' if ground.is_local else 'AWS'}."
        return ScenarioResult(scenario=scenario, outcome=Outcome.NOT_RUN, reason=reason)
    try:
        api = ground.api(scenario.place)
        request = _request(scenario, ground, api)
    except LabError as error:
        if error.exit_status == CLOUD_IS_GONE:
            raise
        is_awaited = isinstance(error, Unobtainable)
        outcome = Outcome.NOT_RUN if is_awaited else Outcome.DIFFERENT
        return ScenarioResult(scenario=scenario, outcome=outcome, reason=error.one_line())
    exchange = _sent(scenario, request, api, ground, sleep)
    if exchange.status is None:
        ground.require_cloud()
        return ScenarioResult(
            scenario=scenario,
            outcome=Outcome.DIFFERENT,
            exchange=exchange,
            reason=exchange.failure,
        )
    try:
        decision = decide_call(request, api, ground.keys(), clock(), _conditions(scenario))
    except InputError as error:
        return ScenarioResult(
            scenario=scenario,
            outcome=Outcome.DIFFERENT,
            exchange=exchange,
            observed=_observed(exchange),
            reason=error.one_line(),
        )
    return _compared(scenario, exchange, decision, is_local=ground.is_local)


def _request(scenario: Scenario, ground: Ground, api: Api) -> Request:
    sending = scenario.sending
    token = ground.credential(sending.credential)
    if token:
        token = sending.change(token, _public_key(token, ground.keys()))
    headers = []
    if sending.value is not None:
        headers.append((sending.header, sending.value.format(token=token)))
    if key := ground.api_key(sending.api_key):
        headers.append(("x-api-key", key))
    if sending.padding:
        headers.append(("X-Padding", "x" * sending.padding))
    if sending.body is not None:
        headers.append(("Content-Type", "application/json"))
    return Request(
        http_method=scenario.http_method,
        stage=sending.stage or api.stage,
        path=scenario.path,
        headers=(*headers, *(_ORIGIN if sending.preflight else ())),
        query=tuple((name, value.format(token=token)) for name, value in sending.query),
        body=sending.body or "",
    )


def _public_key(token: str, keys: Keys) -> PublicKey:
    """Return the key that signed a genuine token, of whichever pool issued it."""
    decoded = decode_unverified(token)
    pool = keys.get(str(decoded.payload.get("iss")), {})
    return PublicKey(jwk=pool.get(str(decoded.header.get("kid")), {}))


def _sent(
    scenario: Scenario,
    request: Request,
    api: Api,
    ground: Ground,
    sleep: Callable[[float], None],
) -> Exchange:
    base = api.base_url.removesuffix(api.stage) + request.stage
    query = f"?{urlencode(request.query)}" if request.query else ""
    url = f"{base}{request.path}{query}"
    for pause in (*_RETRY_SECONDS, None):
        exchange = ground.send(
            request.http_method,
            url,
            label=scenario.title,
            headers=request.headers,
            body=scenario.sending.body,
        )
        is_busy = TOO_MANY_REQUESTS.is_said_by(_observed(exchange))
        if not is_busy or scenario.expected.status == TOO_MANY_REQUESTS.status or pause is None:
            break
        sleep(pause)
    return exchange


def _observed(exchange: Exchange) -> ObservedAnswer:
    return observe(exchange.status, exchange.response_headers, exchange.response_body)


def _conditions(scenario: Scenario) -> Conditions:
    key = scenario.sending.api_key
    return Conditions(
        api_key_is_valid=key in (ApiKey.GOOD, ApiKey.USED_UP, ApiKey.THROTTLED),
        is_throttled=key is ApiKey.THROTTLED,
        is_quota_used_up=key is ApiKey.USED_UP,
    )


def _compared(
    scenario: Scenario, exchange: Exchange, decision: Decision, *, is_local: bool
) -> ScenarioResult:
    observed = _observed(exchange)
    has_cors = exchange.response_header("Access-Control-Allow-Origin") is not None
    is_met = scenario.expected.is_met_by(observed, has_cors=has_cors)
    comparison = compare(decision, observed, is_local=is_local, scenario_id=scenario.id)
    outcome = Outcome.SAME if is_met and comparison.is_same else Outcome.DIFFERENT
    is_excused = outcome is Outcome.DIFFERENT and is_decided(scenario.expected, decision)
    difference = comparison.difference if is_excused else None
    return ScenarioResult(
        scenario=scenario,
        outcome=Outcome.KNOWN_DIFFERENCE if difference else outcome,
        exchange=exchange,
        observed=observed,
        decision=decision,
        difference=difference,
    )


def is_decided(expected: Expected, decision: Decision) -> bool:
    """Tell whether the literal expectation and the decision say the same."""
    return decided_answer(decision).is_also(expected.answer)
