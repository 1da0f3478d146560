"""The walkthrough's first API: one method without authorizer that API Gateway answers by itself."""

from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found
from infra_scripts.stack.resources.rest_api import RestApiResource, ensure_path, read_paths
from infra_scripts.stack.resources.view import StackView

FIRST_API = "first_api"
_GATEWAY = "apigateway"
_HTTP_METHOD, _STATUS = "GET", "200"
_REQUEST = {"application/json": '{"statusCode": 200}'}
_ANSWER = {"application/json": '{"message": "Hello, whoever you are."}'}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstApiResource(RestApiResource):
    """A REST API with its one method, whose integration is MOCK, and the deployment of it."""

    kind: ClassVar[str] = "rest_api"
    path: str

    def desired(self, view: StackView) -> Fields:
        return {**RestApiResource.desired(self, view), "Answers": _ANSWER, "IsDeployed": True}

    def find(self, view: StackView) -> Found | None:
        found = RestApiResource.find(self, view)
        if found is None:
            return None
        method = read_paths(view, found.id).get(self.path, {}).get("resourceMethods", {})
        integration = method.get(_HTTP_METHOD, {}).get("methodIntegration") or {}
        answer = (integration.get("integrationResponses") or {}).get(_STATUS) or {}
        stage = view.read(_GATEWAY, "get_stage", restApiId=found.id, stageName=view.stage)
        own = {"Answers": answer.get("responseTemplates"), "IsDeployed": stage is not None}
        return Found(id=found.id, arn=found.arn, fields={**found.fields, **own})

    def create(self, view: StackView) -> Found:
        made = RestApiResource.create(self, view)
        self._answer(view, made)
        return made

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        """Rename what is named otherwise; make the method again when its answer is another."""
        own = frozenset({"Answers", "IsDeployed"})
        if changed - own:
            RestApiResource.update(self, view, found, changed - own)
        if changed & own:
            self._answer(view, found)
        return found

    def _answer(self, view: StackView, found: Found) -> None:
        at = {
            "restApiId": found.id,
            "resourceId": ensure_path(view, found.id, self.path),
            "httpMethod": _HTTP_METHOD,
        }
        there = read_paths(view, found.id).get(self.path, {}).get("resourceMethods", {})
        if _HTTP_METHOD in there:
            view.write(_GATEWAY, "delete_method", **at)
        view.write(_GATEWAY, "put_method", **at, authorizationType="NONE", apiKeyRequired=False)
        view.write(_GATEWAY, "put_method_response", **at, statusCode=_STATUS)
        view.write(_GATEWAY, "put_integration", **at, type="MOCK", requestTemplates=_REQUEST)
        view.write(
            _GATEWAY,
            "put_integration_response",
            **at,
            statusCode=_STATUS,
            responseTemplates=_ANSWER,
        )
        view.write(_GATEWAY, "create_deployment", restApiId=found.id, stageName=view.stage)
