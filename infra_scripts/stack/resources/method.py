"""Methods of the REST API with their Lambda proxy integration."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.rest_api import REST_API, ensure_path, read_paths
from infra_scripts.stack.resources.view import StackView

_INTEGRATION = frozenset({"IntegrationType", "IntegrationUri", "TimeoutInMillis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodResource(Resource):
    """A method behind `authorizer` (a logical name, or "" for none), answered by `function`.

    `timeout_ms` is how long API Gateway waits for the function; None leaves it as it is found.
    """

    kind: ClassVar[str] = "method"
    parent: ClassVar[str] = REST_API
    http_method: str
    path: str
    function: str
    authorizer: str = ""
    scopes: tuple[str, ...] = ()
    timeout_ms: int | None = None

    def builds_on(self) -> tuple[str, ...]:
        return (self.parent, self.function, self.authorizer)

    def desired(self, view: StackView) -> Fields:
        prefix = f"arn:{view.partition}:apigateway:{view.region}:lambda:path/2015-03-31/functions"
        return {
            "AuthorizationType": "COGNITO_USER_POOLS" if self.authorizer else "NONE",
            "AuthorizerId": view.id(self.authorizer) if self.authorizer else "",
            "AuthorizationScopes": sorted(self.scopes) if self.authorizer else [],
            "ApiKeyRequired": False,
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": f"{prefix}/{view.arn(self.function)}/invocations",
            **({"TimeoutInMillis": self.timeout_ms} if self.timeout_ms else {}),
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        item = read_paths(view, api_id).get(self.path) if api_id else None
        method = (item or {}).get("resourceMethods", {}).get(self.http_method)
        return None if item is None or method is None else _found(item["id"], method)

    def create(self, view: StackView) -> Found:
        api_id = view.id(REST_API)
        resource_id = ensure_path(view, api_id, self.path)
        wanted = self.desired(view)
        authorization = {
            "authorizerId": wanted["AuthorizerId"],
            "authorizationScopes": wanted["AuthorizationScopes"],
        }
        view.write(
            "apigateway",
            "put_method",
            restApiId=api_id,
            resourceId=resource_id,
            httpMethod=self.http_method,
            authorizationType=wanted["AuthorizationType"],
            apiKeyRequired=wanted["ApiKeyRequired"],
            **(authorization if self.authorizer else {}),
        )
        return self._integrate(view, Found(id=method_id(resource_id, self.http_method)))

    def _integrate(self, view: StackView, found: Found) -> Found:
        wanted = self.desired(view)
        view.write(
            "apigateway",
            "put_integration",
            **at_method(view, found),
            type=wanted["IntegrationType"],
            integrationHttpMethod="POST",  # how Lambda is invoked, whatever the HTTP method
            uri=wanted["IntegrationUri"],
            **({"timeoutInMillis": self.timeout_ms} if self.timeout_ms else {}),
        )
        return found

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        """Put what is missing; a method with other authorization is created again.

        Nothing of it is live on AWS before the next deployment.
        """
        if changed <= _INTEGRATION:
            return self._integrate(view, found)
        view.write("apigateway", "delete_method", **at_method(view, found))
        return self.create(view)


def method_id(resource_id: str, http_method: str) -> str:
    """Return the id that the outputs file keeps: API Gateway has none for a method."""
    return f"{resource_id}:{http_method}"


def at_method(view: StackView, found: Found) -> dict[str, str]:
    """Return the parameters that name a method in API Gateway's operations."""
    resource_id, http_method = found.id.split(":")
    return {"restApiId": view.id(REST_API), "resourceId": resource_id, "httpMethod": http_method}


def _found(resource_id: str, method: dict[str, Any]) -> Found:
    integration = method.get("methodIntegration") or {}
    return Found(
        id=method_id(resource_id, method["httpMethod"]),
        fields={
            "AuthorizationType": method.get("authorizationType"),
            "AuthorizerId": method.get("authorizerId") or "",
            "AuthorizationScopes": sorted(method.get("authorizationScopes") or []),
            "ApiKeyRequired": bool(method.get("apiKeyRequired")),
            "IntegrationType": integration.get("type"),
            "IntegrationUri": integration.get("uri"),
            "TimeoutInMillis": integration.get("timeoutInMillis"),
        },
    )
