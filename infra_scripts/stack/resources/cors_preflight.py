"""OPTIONS methods that answer a browser's CORS preflight request without any function."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.method import at_method, method_id
from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.rest_api import REST_API, ensure_path, read_paths
from infra_scripts.stack.resources.view import StackView

_HTTP_METHOD = "OPTIONS"
_STATUS = "204"
_TEMPLATES = {"application/json": '{"statusCode": 204}'}
_HEADER = "method.response.header."
_INTEGRATION = frozenset({"IntegrationType", "RequestTemplates"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CorsPreflightResource(Resource):
    """A MOCK OPTIONS method; a REST API answers no preflight request by itself.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
    """

    kind: ClassVar[str] = "cors_preflight"
    parent: ClassVar[str] = REST_API
    path: str
    http_methods: tuple[str, ...]

    def desired(self, view: StackView) -> Fields:
        return {
            "AuthorizationType": "NONE",
            "IntegrationType": "MOCK",
            "RequestTemplates": _TEMPLATES,
            "DeclaredHeaders": sorted(self._headers()),
            "Headers": self._headers(),
        }

    def _headers(self) -> dict[str, str]:
        allowed = ",".join((*self.http_methods, _HTTP_METHOD))
        return {
            f"{_HEADER}Access-Control-Allow-Headers": "'Authorization,Content-Type,X-Api-Key'",
            f"{_HEADER}Access-Control-Allow-Methods": f"'{allowed}'",
            f"{_HEADER}Access-Control-Allow-Origin": "'*'",
            f"{_HEADER}Access-Control-Max-Age": "'600'",
        }

    def find(self, view: StackView) -> Found | None:
        api_id = view.known_id(REST_API)
        item = read_paths(view, api_id).get(self.path) if api_id else None
        method = (item or {}).get("resourceMethods", {}).get(_HTTP_METHOD)
        return None if item is None or method is None else _found(item["id"], method)

    def create(self, view: StackView) -> Found:
        resource_id = ensure_path(view, view.id(REST_API), self.path)
        found = Found(id=method_id(resource_id, _HTTP_METHOD))
        at = at_method(view, found)
        view.write("apigateway", "put_method", **at, authorizationType="NONE", apiKeyRequired=False)
        self._declare_headers(view, found)
        self._integrate(view, found)
        return found

    def _declare_headers(self, view: StackView, found: Found) -> None:
        view.write(
            "apigateway",
            "put_method_response",
            **at_method(view, found),
            statusCode=_STATUS,
            responseParameters=dict.fromkeys(self._headers(), False),
        )

    def _integrate(self, view: StackView, found: Found) -> None:
        view.write(
            "apigateway",
            "put_integration",
            **at_method(view, found),
            type="MOCK",
            requestTemplates=_TEMPLATES,
        )
        self._answer_headers(view, found)

    def _answer_headers(self, view: StackView, found: Found) -> None:
        view.write(
            "apigateway",
            "put_integration_response",
            **at_method(view, found),
            statusCode=_STATUS,
            responseParameters=self._headers(),
        )

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        """Put what is missing; create again what AWS does not overwrite."""
        has_other_headers = "DeclaredHeaders" in changed and found.fields["DeclaredHeaders"]
        if "AuthorizationType" in changed or has_other_headers:
            view.write("apigateway", "delete_method", **at_method(view, found))
            return self.create(view)
        if "DeclaredHeaders" in changed:
            self._declare_headers(view, found)
        if changed & _INTEGRATION:
            self._integrate(view, found)
        elif "Headers" in changed:
            self._answer_headers(view, found)
        return found


def _found(resource_id: str, method: dict[str, Any]) -> Found:
    integration = method.get("methodIntegration") or {}
    declared = (method.get("methodResponses") or {}).get(_STATUS) or {}
    answered = (integration.get("integrationResponses") or {}).get(_STATUS) or {}
    return Found(
        id=method_id(resource_id, _HTTP_METHOD),
        fields={
            "AuthorizationType": method.get("authorizationType"),
            "IntegrationType": integration.get("type"),
            "RequestTemplates": integration.get("requestTemplates") or {},
            "DeclaredHeaders": sorted(declared.get("responseParameters") or {}),
            "Headers": answered.get("responseParameters") or {},
        },
    )
