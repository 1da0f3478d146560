"""Usage plans: how much the holder of an API key may call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.patch import PatchOperations, replacements
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.stack.resources.view import StackView

_PATHS = {
    "Name": "/name",
    "RateLimit": "/throttle/rateLimit",
    "BurstLimit": "/throttle/burstLimit",
    "QuotaLimit": "/quota/limit",
    "QuotaPeriod": "/quota/period",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePlanResource(RemovableResource):
    """A usage plan of the stage, with a throttle per key and a quota per `quota_period`."""

    kind: ClassVar[str] = "usage_plan"
    # The local engine stores an added stage in a form that no client can read any more.
    replaced_for: ClassVar[frozenset[str]] = frozenset({"Stages"})
    plan_name: str
    rate_limit: float
    burst_limit: int
    quota_limit: int
    quota_period: str

    def builds_on(self) -> tuple[str, ...]:
        return (REST_API,)

    def desired(self, view: StackView) -> Fields:
        return {
            "Name": self.plan_name,
            "Stages": [f"{view.id(REST_API)}:{view.stage}"],
            "RateLimit": self.rate_limit,
            "BurstLimit": self.burst_limit,
            "QuotaLimit": self.quota_limit,
            "QuotaPeriod": self.quota_period,
        }

    def find(self, view: StackView) -> Found | None:
        known = view.known_id(self.name)
        if known and (plan := view.read("apigateway", "get_usage_plan", usagePlanId=known)):
            if not view.is_ours(self.name, plan.get("tags")):
                raise NotOurs(known, f"The usage plan {known} does not carry the stack's tags.")
            return _found(plan)
        for plan in view.read_pages("apigateway", "get_usage_plans"):
            if view.is_ours(self.name, plan.get("tags")):
                return _found(plan)
        return None

    def create(self, view: StackView) -> Found:
        plan = view.write(
            "apigateway",
            "create_usage_plan",
            name=self.plan_name,
            description="How much one API key may call the stage",
            apiStages=[{"apiId": view.id(REST_API), "stage": view.stage}],
            throttle={"rateLimit": self.rate_limit, "burstLimit": self.burst_limit},
            quota={"limit": self.quota_limit, "period": self.quota_period},
            tags=view.tags(self.name),
        )
        return Found(id=plan["id"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        _patch(view, found.id, replacements(_PATHS, self.desired(view), changed))
        return found

    def replace(self, view: StackView, found: Found) -> Found:
        self.delete(view, found)
        return self.create(view)

    def delete(self, view: StackView, found: Found) -> None:
        delete_usage_plan(view, found.id, found.fields["Stages"])


def delete_usage_plan(view: StackView, plan_id: str, stages: Iterable[str]) -> None:
    """Delete a plan, after removing its stages ("api:stage"): AWS keeps a plan that has some."""
    removals = [{"op": "remove", "path": "/apiStages", "value": stage} for stage in stages]
    if removals:
        _patch(view, plan_id, removals)
    view.write("apigateway", "delete_usage_plan", usagePlanId=plan_id)


def stages_of(plan: Mapping[str, Any]) -> list[str]:
    """Return the stages of a usage plan as API Gateway's patches name them."""
    return [f"{stage['apiId']}:{stage['stage']}" for stage in plan.get("apiStages") or ()]


def _patch(view: StackView, plan_id: str, operations: PatchOperations) -> None:
    view.write("apigateway", "update_usage_plan", usagePlanId=plan_id, patchOperations=operations)


def _found(plan: dict[str, Any]) -> Found:
    throttle, quota = plan.get("throttle") or {}, plan.get("quota") or {}
    return Found(
        id=plan["id"],
        fields={
            "Name": plan["name"],
            "Stages": stages_of(plan),
            "RateLimit": _number(throttle.get("rateLimit")),
            "BurstLimit": _number(throttle.get("burstLimit")),
            "QuotaLimit": _number(quota.get("limit")),
            "QuotaPeriod": quota.get("period"),
        },
    )


def _number(value: Any) -> float | None:
    """Return a limit as a number: the local engine gives back a patched one as text."""
    return None if value is None else float(value)
