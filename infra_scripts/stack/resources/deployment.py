"""Deployments: snapshots of the REST API, made only when something in them changed."""

import hashlib
import json
from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.stack.resources.view import StackView

_PREFIX = "authorizer-lab "


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentResource(Resource):
    """A snapshot whose description is a digest of what it contains; older ones stay as history."""

    kind: ClassVar[str] = "deployment"
    parent: ClassVar[str] = REST_API
    replaced_for: ClassVar[frozenset[str]] = frozenset({"Contains"})
    contents: tuple[Resource, ...]

    def builds_on(self) -> tuple[str, ...]:
        return (self.parent, *(name for it in self.contents for name in it.builds_on()))

    def desired(self, view: StackView) -> Fields:
        contents = {resource.name: resource.desired(view) for resource in self.contents}
        text = json.dumps(contents, sort_keys=True)
        return {"Contains": hashlib.sha256(text.encode()).hexdigest()[:16]}

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        if not api_id:
            return None
        ours = [
            Found(id=item["id"], fields={"Contains": item["description"].removeprefix(_PREFIX)})
            for item in view.read_pages("apigateway", "get_deployments", restApiId=api_id)
            if item.get("description", "").startswith(_PREFIX)
        ]
        wanted = self.desired(view)
        known = view.known_id(self.name)
        ranked = sorted(ours, key=lambda it: (it.fields != wanted, it.id != known))
        return ranked[0] if ranked else None

    def create(self, view: StackView) -> Found:
        made = view.write(
            "apigateway",
            "create_deployment",
            restApiId=view.id(REST_API),
            description=f"{_PREFIX}{self.desired(view)['Contains']}",
        )
        return Found(id=made["id"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self.create(view)
