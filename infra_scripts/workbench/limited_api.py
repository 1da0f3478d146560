"""An API for one run against limits: a method that asks for a key, and a usage plan per client.

It carries the stack's tag under its own name: the next run, `reset` or `down` finds what a killed
run left behind. docs/decisions has the reason why the lab's own plan is left alone.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.resources.rest_api import ensure_path
from infra_scripts.stack.resources.view import StackView
from infra_scripts.workbench.tagged_parts import leftover_of, remove_tagged
from services.cloud.aws import Aws
from services.errors import ApiUnreachable, AwsError
from services.home.outputs import with_addresses
from services.lab import Lab
from services.limits.load import PlanLimits
from services.limits.throttles import ReadSettings, ThrottleSetting
from services.traffic.exchange import Exchange

LIMITS = "limits"  # the name under which every part is tagged
PATH = "/limited"
STAGE = "demo"
STAGE_RATE, STAGE_BURST = 100, 200  # those of the lab's own stage
_GATEWAY = "apigateway"
_ALL_METHODS = "*/*"
_OK = 200
_TRIES, _PAUSE_SECONDS = 60, 2.0
_LOCAL_TRIES, _LOCAL_PAUSE_SECONDS = 3, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedApi:
    """The address of the method, a key for each client, and the throttles read from the cloud.

    `spent` calls of each key's quota made sure that the key works.
    """

    url: str
    keys: tuple[str, ...] = field(repr=False)
    settings: ReadSettings
    spent: int = 1

    def call(self, lab: Lab, key: str) -> Exchange:
        """Send one call with the key."""
        return _call(lab, self.url, key)


@contextmanager
def opened_limited_api(
    lab: Lab, plan: PlanLimits, clients: int, *, sleep: Callable[[float], None] = time.sleep
) -> Iterator[LimitedApi]:
    """Yield an API that is live, with a key for each client; remove all of it afterwards.

    Raises ApiUnreachable when it does not answer after minutes.
    """
    view = _view(lab.aws)
    remove_tagged(view, LIMITS)
    try:
        api_id = _make_api(view)
        made = [_make_key(view, api_id, plan, number) for number in range(clients)]
        there = replace(lab.outputs, rest_api_id=api_id, stage=STAGE)
        url = with_addresses(there, lab.outputs.endpoint_url).base_url + PATH
        keys = tuple(key for _, key in made)
        for key in keys:
            _wait_until_live(lab, url, key, sleep)
        sleep(1 / plan.rate)  # the bucket is full again
        yield LimitedApi(url=url, keys=keys, settings=_read(view, api_id, made[0][0]))
    finally:
        remove_tagged(view, LIMITS)


def _call(lab: Lab, url: str, key: str) -> Exchange:
    return lab.recorder.send("GET", url, label="Limits", headers={"x-api-key": key})


def remove_forgotten_limits(aws: Aws) -> tuple[Leftover, ...]:
    """Remove what a killed run left; return it when AWS does not let all of it go."""
    try:
        remove_tagged(_view(aws), LIMITS)
    except AwsError as error:
        return (leftover_of(LIMITS, error),)
    return ()


def _view(aws: Aws) -> StackView:
    return StackView(aws, stack=aws.settings.stack, stage=STAGE, entries={})


def _make_api(view: StackView) -> str:
    api_id = str(
        view.write(
            _GATEWAY,
            "create_rest_api",
            name=f"{view.stack}-{LIMITS}",
            description="Exists for the time of a run against limits (Authorizer Lab)",
            endpointConfiguration={"types": ["REGIONAL"]},
            tags=view.tags(LIMITS),
        )["id"]
    )
    _make_method(view, api_id)
    view.write(_GATEWAY, "create_deployment", restApiId=api_id, stageName=STAGE)
    limits = {"rateLimit": STAGE_RATE, "burstLimit": STAGE_BURST}
    view.write(
        _GATEWAY,
        "update_stage",
        restApiId=api_id,
        stageName=STAGE,
        patchOperations=[
            {"op": "replace", "path": f"/{_ALL_METHODS}/throttling/{name}", "value": str(value)}
            for name, value in limits.items()
        ],
    )
    return api_id


def _make_method(view: StackView, api_id: str) -> None:
    """Make a method that API Gateway answers by itself: limits come before any function."""
    at = {
        "restApiId": api_id,
        "resourceId": ensure_path(view, api_id, PATH),
        "httpMethod": "GET",
    }
    view.write(_GATEWAY, "put_method", **at, authorizationType="NONE", apiKeyRequired=True)
    view.write(_GATEWAY, "put_method_response", **at, statusCode=str(_OK))
    template = {"application/json": f'{{"statusCode": {_OK}}}'}
    view.write(_GATEWAY, "put_integration", **at, type="MOCK", requestTemplates=template)
    view.write(
        _GATEWAY,
        "put_integration_response",
        **at,
        statusCode=str(_OK),
        responseTemplates={"application/json": '{"message": "Let in"}'},
    )


def _make_key(view: StackView, api_id: str, plan: PlanLimits, number: int) -> tuple[str, str]:
    """Make a usage plan with one key; return the plan's id and the key's value."""
    name = f"{view.stack}-{LIMITS}-{number}"
    made = view.write(
        _GATEWAY,
        "create_usage_plan",
        name=name,
        apiStages=[{"apiId": api_id, "stage": STAGE}],
        throttle={"rateLimit": plan.rate, "burstLimit": plan.burst},
        quota={"limit": plan.quota, "period": "DAY"},
        tags=view.tags(LIMITS),
    )
    key = view.write(_GATEWAY, "create_api_key", name=name, enabled=True, tags=view.tags(LIMITS))
    view.write(
        _GATEWAY,
        "create_usage_plan_key",
        usagePlanId=made["id"],
        keyId=key["id"],
        keyType="API_KEY",
    )
    return str(made["id"]), str(key["value"])


def _wait_until_live(lab: Lab, url: str, key: str, sleep: Callable[[float], None]) -> None:
    """Call until the key is let in, which costs one call of its quota.

    On AWS a new API and a new key take a moment to be known everywhere.
    """
    is_local = lab.settings.is_local
    tries, pause = (_LOCAL_TRIES, _LOCAL_PAUSE_SECONDS) if is_local else (_TRIES, _PAUSE_SECONDS)
    for _ in range(tries):
        exchange = _call(lab, url, key)
        if exchange.status == _OK:
            return
        if exchange.status is None:
            lab.aws.account_id()  # raises CloudUnreachable when the cloud is gone
        sleep(pause)
    raise ApiUnreachable(
        f"The API of this run answered {exchange.status or exchange.failure} for too long.",
        hint="Run it again; what was made for the run is removed.",
    )


def _read(view: StackView, api_id: str, plan_id: str) -> ReadSettings:
    """Read the throttles back. The local engine tells one of the account and applies none."""
    plan = view.read(_GATEWAY, "get_usage_plan", usagePlanId=plan_id) or {}
    stage = view.read(_GATEWAY, "get_stage", restApiId=api_id, stageName=STAGE) or {}
    settings = stage.get("methodSettings") or {}
    of_stage = settings.get(_ALL_METHODS) or {}
    is_local = view.aws.settings.is_local
    account = {} if is_local else view.read(_GATEWAY, "get_account") or {}
    return ReadSettings(
        usage_plan=_setting(plan.get("throttle") or {}, "rateLimit", "burstLimit"),
        method=_setting(
            settings.get(f"{PATH.lstrip('/')}/GET") or {},
            "throttlingRateLimit",
            "throttlingBurstLimit",
        ),
        stage=_setting(of_stage, "throttlingRateLimit", "throttlingBurstLimit"),
        account=_setting(account.get("throttleSettings") or {}, "rateLimit", "burstLimit"),
    )


def _setting(read: dict[str, float], rate: str, burst: str) -> ThrottleSetting | None:
    if rate not in read:
        return None
    return ThrottleSetting(rate=float(read[rate]), burst=int(read.get(burst, 0)))
