"""OPTIONS methods that answer a browser's CORS preflight request without any function."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.resources.method import delete_method, method_id
from infra_scripts.resources.model import Fields, Found, Resource
from infra_scripts.resources.rest_api import REST_API, ensure_path, read_paths
from infra_scripts.resources.view import StackView

_VERB = "OPTIONS"
_STATUS = "204"
_TEMPLATES = {"application/json": '{"statusCode": 204}'}
_HEADER = "method.response.header."


@dataclass(frozen=True, slots=True, kw_only=True)
class CorsPreflight(Resource):
    """A MOCK OPTIONS method; a REST API answers no preflight request by itself.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    """

    kind: ClassVar[str] = "cors_preflight"
    parent: ClassVar[str] = REST_API
    path: str
    verbs: tuple[str, ...]

    def desired(self, view: StackView) -> Fields:
        return {
            "AuthorizationType": "NONE",
            "IntegrationType": "MOCK",
            "RequestTemplates": _TEMPLATES,
            "DeclaredHeaders": sorted(self._headers()),
            "Headers": self._headers(),
        }

    def _headers(self) -> dict[str, str]:
        return {
            f"{_HEADER}Access-Control-Allow-Headers": "'Authorization,Content-Type,X-Api-Key'",
            f"{_HEADER}Access-Control-Allow-Methods": f"'{','.join((*self.verbs, _VERB))}'",
            f"{_HEADER}Access-Control-Allow-Origin": "'*'",
            f"{_HEADER}Access-Control-Max-Age": "'600'",
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        item = read_paths(view, api_id).get(self.path) if api_id else None
        method = (item or {}).get("resourceMethods", {}).get(_VERB)
        return None if item is None or method is None else _found(item["id"], method)

    def create(self, view: StackView) -> Found:
        api_id = view.id(REST_API)
        resource_id = ensure_path(view, api_id, self.path)
        at = {"restApiId": api_id, "resourceId": resource_id, "httpMethod": _VERB}
        view.write("apigateway", "put_method", **at, authorizationType="NONE", apiKeyRequired=False)
        view.write(
            "apigateway",
            "put_method_response",
            **at,
            statusCode=_STATUS,
            responseParameters=dict.fromkeys(self._headers(), False),
        )
        view.write("apigateway", "put_integration", **at, type="MOCK", requestTemplates=_TEMPLATES)
        view.write(
            "apigateway",
            "put_integration_response",
            **at,
            statusCode=_STATUS,
            responseParameters=self._headers(),
        )
        return Found(id=method_id(resource_id, _VERB))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        delete_method(view, found)
        return self.create(view)


def _found(resource_id: str, method: dict[str, Any]) -> Found:
    integration = method.get("methodIntegration") or {}
    declared = (method.get("methodResponses") or {}).get(_STATUS) or {}
    answered = (integration.get("integrationResponses") or {}).get(_STATUS) or {}
    return Found(
        id=method_id(resource_id, _VERB),
        fields={
            "AuthorizationType": method.get("authorizationType"),
            "IntegrationType": integration.get("type"),
            "RequestTemplates": integration.get("requestTemplates") or {},
            "DeclaredHeaders": sorted(declared.get("responseParameters") or {}),
            "Headers": answered.get("responseParameters") or {},
        },
    )
