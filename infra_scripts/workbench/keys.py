"""API keys of the workbench, each with a usage plan of its own, so that limits do not mix."""

from dataclasses import dataclass

from infra_scripts.stack.resources.view import StackView
from infra_scripts.workbench.methods import STAGE

WORKBENCH = "workbench"  # the name under which every part of a workbench is tagged
_GATEWAY = "apigateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePlanOfKey:
    """How much the holder of one key may call; None for no limit."""

    rate: float | None = None
    quota: int | None = None

    def limits(self) -> dict[str, object]:
        limits: dict[str, object] = {}
        if self.rate is not None:
            limits["throttle"] = {"rateLimit": self.rate, "burstLimit": int(self.rate)}
        if self.quota is not None:
            limits["quota"] = {"limit": self.quota, "period": "DAY"}
        return limits


PLANS: dict[str, UsagePlanOfKey] = {
    "good": UsagePlanOfKey(),
    "throttled": UsagePlanOfKey(rate=0.0),
    "used-up": UsagePlanOfKey(quota=1),
}


def make_keys(view: StackView, api_id: str) -> dict[str, str]:
    """Make a usage plan and a key for each of PLANS; return the keys' values by name."""
    return {name: _make_key(view, api_id, name, plan) for name, plan in PLANS.items()}


def _make_key(view: StackView, api_id: str, name: str, plan: UsagePlanOfKey) -> str:
    full_name = f"{view.stack}-{WORKBENCH}-{name}"
    made = view.write(
        _GATEWAY,
        "create_usage_plan",
        name=full_name,
        apiStages=[{"apiId": api_id, "stage": STAGE}],
        tags=view.tags(WORKBENCH),
        **plan.limits(),
    )
    key = view.write(
        _GATEWAY, "create_api_key", name=full_name, enabled=True, tags=view.tags(WORKBENCH)
    )
    view.write(
        _GATEWAY,
        "create_usage_plan_key",
        usagePlanId=made["id"],
        keyId=key["id"],
        keyType="API_KEY",
    )
    return str(key["value"])
