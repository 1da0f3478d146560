"""Resource servers of a user pool: the custom scopes an access token can carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.view import StackView


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceServerResource(Resource):
    """A resource server; `scopes` maps each scope's name to its description."""

    kind: ClassVar[str] = "resource_server"
    parent: ClassVar[str] = "user_pool"
    identifier: str
    server_name: str
    scopes: Mapping[str, str]

    def desired(self, view: StackView) -> Fields:
        return {"Name": self.server_name, "Scopes": dict(self.scopes)}

    def find(self, view: StackView) -> Found | None:
        pool_id = view.known_id(self.parent)
        if not pool_id:
            return None
        answer = view.read(
            "cognito-idp",
            "describe_resource_server",
            UserPoolId=pool_id,
            Identifier=self.identifier,
        )
        if answer is None:
            return None
        server = answer["ResourceServer"]
        scopes = {item["ScopeName"]: item["ScopeDescription"] for item in server.get("Scopes", ())}
        return Found(id=self.identifier, fields={"Name": server["Name"], "Scopes": scopes})

    def create(self, view: StackView) -> Found:
        return self._put(view, "create_resource_server")

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self._put(view, "update_resource_server")

    def _put(self, view: StackView, operation: str) -> Found:
        scopes = [
            {"ScopeName": name, "ScopeDescription": text} for name, text in self.scopes.items()
        ]
        view.write(
            "cognito-idp",
            operation,
            UserPoolId=view.id(self.parent),
            Identifier=self.identifier,
            Name=self.server_name,
            Scopes=scopes,
        )
        return Found(id=self.identifier)
