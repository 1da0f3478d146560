"""The ground that scenarios are run on: the lab's API, and the workbench when one is needed."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from infra_scripts.workbench.credentials import Credentials
from infra_scripts.workbench.workbench import Workbench, opened_workbench
from services.authorizer.rest_api import Api
from services.authorizer.token_checks import Keys
from services.errors import ApiUnreachable, StoredFileError
from services.home.file_marks import held_mark, held_marks
from services.home.outputs import issuer_of
from services.lab import Lab
from services.scenarios.scenario import ApiKey, Credential, Place, Scenario
from services.settings import Settings
from services.traffic.exchange import Exchange, Headers

_OK, _TOO_MANY = 200, 429
_TRIES, _PAUSE_SECONDS = 60, 2.0
_LOCAL_TRIES, _LOCAL_PAUSE_SECONDS = 3, 0.5  # the local engine knows at once what was made
_UNKNOWN_KEY = "0123456789abcdefghij"
_PLAN_OF = {ApiKey.GOOD: "good", ApiKey.THROTTLED: "throttled", ApiKey.USED_UP: "used-up"}


class LabGround:
    """What a run works with; all that it made is removed when `opened_ground` ends."""

    def __init__(self, lab: Lab, credentials: Credentials, workbench: Workbench | None) -> None:
        self._lab, self._credentials, self._workbench = lab, credentials, workbench
        self._keys = lab.keys_of_issuers(issuers_of(lab).values())

    @property
    def is_local(self) -> bool:
        return self._lab.settings.is_local

    def api(self, place: Place) -> Api:
        if place is Place.LAB:
            return self._lab.api
        assert self._workbench is not None, "the ground was opened for scenarios of the lab alone"
        return self._workbench.api

    def keys(self) -> Keys:
        return self._keys

    def credential(self, credential: Credential) -> str:
        return self._credentials.get(credential)

    def api_key(self, key: ApiKey) -> str:
        if key is ApiKey.NOTHING:
            return ""
        if key is ApiKey.UNKNOWN:
            return _UNKNOWN_KEY
        assert self._workbench is not None, "keys belong to the workbench"
        return self._workbench.keys[_PLAN_OF[key]]

    def require_cloud(self) -> None:
        self._lab.aws.account_id()

    def send(
        self, http_method: str, url: str, *, label: str, headers: Headers, body: str | None
    ) -> Exchange:
        return self._lab.recorder.send(
            http_method, url, label=label, headers=dict(headers), body=body
        )


def needs_workbench(scenarios: Sequence[Scenario]) -> bool:
    """Tell whether one of the scenarios needs settings that the lab's own API does not have."""
    return any(scenario.place is Place.WORKBENCH for scenario in scenarios)


@contextmanager
def opened_ground(lab: Lab, scenarios: Sequence[Scenario]) -> Iterator[LabGround]:
    """Yield the ground for these scenarios and put everything back, whatever happens."""
    with ExitStack() as stack:
        credentials = Credentials(lab)
        workbench = None
        is_alone = stack.enter_context(_run_under_way(lab.settings))
        if needs_workbench(scenarios):
            credentials.remove_forgotten(is_alone=is_alone)
            workbench = stack.enter_context(opened_workbench(lab.aws, lab.outputs, issuers_of(lab)))
            wait_until_live(lab, workbench)
        stack.callback(credentials.close)
        yield LabGround(lab, credentials, workbench)


@contextmanager
def _run_under_way(settings: Settings) -> Iterator[bool]:
    """Mark a run as under way for the block; yield whether it is the only one of the stack.

    The local engine serves its home alone, so every run on it has its mark there; on AWS others
    may run elsewhere.
    """
    directory = settings.cloud_dir / f"{settings.stack}.runs"
    with ExitStack() as mark:
        try:
            own = mark.enter_context(held_mark(directory))
        except StoredFileError:  # a full disk
            own = None
        yield settings.is_local and own is not None and held_marks(directory) == [own]


def issuers_of(lab: Lab) -> dict[str, str]:
    """Return the issuers of the lab's two user pools by logical name."""
    outputs = lab.outputs
    other = issuer_of(outputs.region, outputs.resource_id("other_user_pool"))
    return {"user_pool": outputs.issuer, "other_user_pool": other}


def wait_until_live(
    lab: Lab, workbench: Workbench, *, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Wait until API, key and quota work; raises ApiUnreachable when they do not after minutes.

    Raises CloudUnreachable at once when the cloud gives no answer at all.

    On AWS a new API, a new key and a usage plan each take a moment to be known everywhere
    (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html).
    """
    is_local = lab.settings.is_local
    tries, pause = (_LOCAL_TRIES, _LOCAL_PAUSE_SECONDS) if is_local else (_TRIES, _PAUSE_SECONDS)
    for key, status in (("good", _OK), ("used-up", _TOO_MANY)):
        headers = {"x-api-key": workbench.keys[key]}
        for _ in range(tries):
            exchange = lab.recorder.send(
                "GET", f"{workbench.api.base_url}/key", label="Wait for the API", headers=headers
            )
            if exchange.status == status:
                break
            if exchange.status is None:
                lab.aws.account_id()
            if not (key == "used-up" and exchange.status == _OK):  # its one call, now spent
                sleep(pause)
        else:
            raise ApiUnreachable(
                f"The workbench API answered {exchange.status or exchange.failure} for too long.",
                hint="Run it again; what was made for the run is removed.",
            )
