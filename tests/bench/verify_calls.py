"""`verify` over its bare calls: what deciding, recording and comparing add to the requests."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import requests
from requests.adapters import HTTPAdapter

from infra_scripts.operations import scenario_ground
from infra_scripts.workbench.ground import LabGround
from services.authorizer.rest_api import Api
from services.authorizer.token_checks import Keys
from services.lab import Lab
from services.scenarios.runner import THREADS, run_scenarios
from services.scenarios.scenario import ApiKey, Credential, Place
from services.scenarios.table.table import SCENARIOS
from services.traffic.exchange import Exchange, Headers
from tests.bench.measure import Ratio, in_turns, milliseconds

# The stage lets 100 requests a second and 200 at once through; a run has about 100 for it.
_REFILL_SECONDS = 1.2


class _Sent(NamedTuple):
    http_method: str
    url: str
    headers: dict[str, bytes]
    body: bytes | None


class _KeepingGround:
    """A ground that keeps what is sent on it, so that the same can be sent bare."""

    def __init__(self, ground: LabGround) -> None:
        self._ground = ground
        self.sent: list[_Sent] = []

    @property
    def is_local(self) -> bool:
        return self._ground.is_local

    def api(self, place: Place) -> Api:
        return self._ground.api(place)

    def keys(self) -> Keys:
        return self._ground.keys()

    def credential(self, credential: Credential) -> str:
        return self._ground.credential(credential)

    def api_key(self, key: ApiKey) -> str:
        return self._ground.api_key(key)

    def send(
        self, http_method: str, url: str, *, label: str, headers: Headers, body: str | None
    ) -> Exchange:
        encoded = {name: value.encode() for name, value in headers}
        self.sent.append(_Sent(http_method, url, encoded, None if body is None else body.encode()))
        return self._ground.send(http_method, url, label=label, headers=headers, body=body)


def verify(lab: Lab) -> Ratio:
    """Run all scenarios on an open ground whose tokens are there, beside the same requests bare."""
    with scenario_ground(lab, SCENARIOS) as ground:
        keeping = _KeepingGround(ground)
        first = list(run_scenarios(SCENARIOS, keeping))  # the tokens are made here
        assert not [result.scenario.id for result in first if result.is_trouble]
        time.sleep(_REFILL_SECONDS)
        keeping.sent.clear()
        list(run_scenarios(SCENARIOS, keeping))
        requests_of_a_run = list(keeping.sent)
        with _session() as session, ThreadPoolExecutor(THREADS) as pool:
            return in_turns(
                f"`verify`, its {len(SCENARIOS)} scenarios",
                ours=lambda: _rested(lambda: list(run_scenarios(SCENARIOS, ground))),
                baseline=lambda: _rested(
                    lambda: list(pool.map(lambda each: _send(session, each), requests_of_a_run))
                ),
                baseline_name="its bare calls",
                aim=1.5,
                rounds=7,
            )


def _rested(action: Callable[[], object]) -> float:
    """Measure it once the stage's throttle has nothing left to hold against it."""
    time.sleep(_REFILL_SECONDS)
    return milliseconds(action)


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.mount("http://", HTTPAdapter(pool_maxsize=THREADS))
    return session


def _send(session: requests.Session, sent: _Sent) -> int:
    return session.request(
        sent.http_method,
        sent.url,
        headers=sent.headers,
        data=sent.body,
        timeout=30,
        allow_redirects=False,
    ).status_code
