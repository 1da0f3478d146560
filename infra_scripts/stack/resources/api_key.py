"""API keys: who a usage plan counts; no proof of identity, and their values are never kept here."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyResource(RemovableResource):
    """An enabled key that belongs to `usage_plan`."""

    kind: ClassVar[str] = "api_key"
    key_name: str
    usage_plan: str

    def builds_on(self) -> tuple[str, ...]:
        return (self.usage_plan,)

    def desired(self, view: StackView) -> Fields:
        return {"Name": self.key_name, "Enabled": True, "UsagePlan": view.id(self.usage_plan)}

    def find(self, view: StackView) -> Found | None:
        known = view.known_id(self.name)
        if known and (key := view.read("apigateway", "get_api_key", apiKey=known)):
            if not view.is_ours(self.name, key.get("tags")):
                raise NotOurs(known, f"The API key {known} does not carry the stack's tags.")
            return self._found(view, key)
        for key in view.read_pages("apigateway", "get_api_keys"):
            if view.is_ours(self.name, key.get("tags")):
                return self._found(view, key)
        return None

    def _found(self, view: StackView, key: dict[str, Any]) -> Found:
        plan = view.known_id(self.usage_plan)
        members = (
            view.read_pages("apigateway", "get_usage_plan_keys", usagePlanId=plan) if plan else []
        )
        is_member = any(member["id"] == key["id"] for member in members)
        return Found(
            id=key["id"],
            fields={
                "Name": key["name"],
                "Enabled": str(key["enabled"]).lower() == "true",
                "UsagePlan": plan if is_member else "",
            },
        )

    def create(self, view: StackView) -> Found:
        key = view.write(
            "apigateway",
            "create_api_key",
            name=self.key_name,
            enabled=True,
            tags=view.tags(self.name),
        )
        self._join(view, key["id"])
        return Found(id=key["id"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        patches = {"Name": ("/name", self.key_name), "Enabled": ("/enabled", "true")}
        operations = [
            {"op": "replace", "path": path, "value": value}
            for field, (path, value) in patches.items()
            if field in changed
        ]
        if operations:
            view.write("apigateway", "update_api_key", apiKey=found.id, patchOperations=operations)
        if "UsagePlan" in changed:
            self._join(view, found.id)
        return found

    def _join(self, view: StackView, key_id: str) -> None:
        view.write(
            "apigateway",
            "create_usage_plan_key",
            usagePlanId=view.id(self.usage_plan),
            keyId=key_id,
            keyType="API_KEY",
        )

    def delete(self, view: StackView, found: Found) -> None:
        view.write("apigateway", "delete_api_key", apiKey=found.id)
