"""The stage of the REST API: which deployment is live, and how fast it may be called."""

from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.patch import replacements
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.stack.resources.view import StackView

_ALL_METHODS = "*/*"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResource(Resource):
    """A stage with one throttle for all methods: requests per second, and the burst above it."""

    kind: ClassVar[str] = "stage"
    parent: ClassVar[str] = REST_API
    deployment: str
    rate_limit: float
    burst_limit: int

    def builds_on(self) -> tuple[str, ...]:
        return (self.parent, self.deployment)

    def desired(self, view: StackView) -> Fields:
        return {
            "DeploymentId": view.id(self.deployment),
            "RateLimit": self.rate_limit,
            "BurstLimit": self.burst_limit,
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        if not api_id:
            return None
        stage = view.read("apigateway", "get_stage", restApiId=api_id, stageName=view.stage)
        if stage is None:
            return None
        throttle = (stage.get("methodSettings") or {}).get(_ALL_METHODS) or {}
        return Found(
            id=view.stage,
            arn=_arn(view),
            fields={
                "DeploymentId": stage["deploymentId"],
                "RateLimit": throttle.get("throttlingRateLimit"),
                "BurstLimit": throttle.get("throttlingBurstLimit"),
            },
        )

    def create(self, view: StackView) -> Found:
        view.write(
            "apigateway",
            "create_stage",
            restApiId=view.id(REST_API),
            stageName=view.stage,
            deploymentId=view.id(self.deployment),
            tags=view.tags(self.name),
        )
        found = Found(id=view.stage, arn=_arn(view))
        return self.update(view, found, frozenset({"RateLimit", "BurstLimit"}))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        paths = {
            "DeploymentId": "/deploymentId",
            "RateLimit": f"/{_ALL_METHODS}/throttling/rateLimit",
            "BurstLimit": f"/{_ALL_METHODS}/throttling/burstLimit",
        }
        view.write(
            "apigateway",
            "update_stage",
            restApiId=view.id(REST_API),
            stageName=view.stage,
            patchOperations=replacements(paths, self.desired(view), changed),
        )
        return found


def _arn(view: StackView) -> str:
    api = f"/restapis/{view.id(REST_API)}"
    return f"arn:{view.partition}:apigateway:{view.region}::{api}/stages/{view.stage}"
