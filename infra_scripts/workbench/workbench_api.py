"""The workbench API's own parts: authorizers, methods, deployment; made in the order they need."""

import json

from infra_scripts.stack.resources.rest_api import ensure_path
from infra_scripts.stack.resources.view import StackView
from infra_scripts.workbench.keys import WORKBENCH
from infra_scripts.workbench.methods import (
    ALLOWED_SOURCES,
    AUTHORIZERS,
    METHODS,
    STAGE,
    WorkbenchAuthorizer,
    WorkbenchMethod,
)
from services.authorizer.rest_api import COGNITO_USER_POOLS, NONE, Function

_GATEWAY = "apigateway"
_JSON_SCHEMA = "http://json-schema.org/draft-04/schema#"


class WorkbenchApi:
    """Makes one workbench API in front of a function that exists."""

    def __init__(self, view: StackView, function_name: str, function_arn: str) -> None:
        self._view = view
        self._function_name, self._function_arn = function_name, function_arn
        self._authorizers: dict[str, str] = {}
        self.id = ""

    def make(self) -> None:
        """Make the API and everything in it; what is not to be deployed comes after deployment."""
        made = self._view.write(
            _GATEWAY,
            "create_rest_api",
            name=f"{self._view.stack}-{WORKBENCH}",
            description="Exists for the time of a run of scenarios (Authorizer Lab)",
            endpointConfiguration={"types": ["REGIONAL"]},
            tags=self._view.tags(WORKBENCH),
        )
        self.id = str(made["id"])
        for authorizer in AUTHORIZERS:
            self._authorizers[authorizer.name] = self._make_authorizer(authorizer)
        validator = self._write(
            "create_request_validator",
            name="all",
            validateRequestBody=True,
            validateRequestParameters=True,
        )
        for method in METHODS:
            if method.is_deployed:
                self._make_method(method, validator)
        self._allow()
        self._view.write(_GATEWAY, "create_deployment", restApiId=self.id, stageName=STAGE)
        for method in METHODS:
            if not method.is_deployed:
                self._make_method(method, validator)
        self._lose_authorizers()

    def _write(self, operation: str, **parameters: object) -> str:
        return str(self._view.write(_GATEWAY, operation, restApiId=self.id, **parameters)["id"])

    def _make_authorizer(self, each: WorkbenchAuthorizer) -> str:
        pattern = {"identityValidationExpression": each.audience_pattern}
        return self._write(
            "create_authorizer",
            name=each.name,
            type="COGNITO_USER_POOLS",
            providerARNs=[self._view.arn(pool) for pool in each.pools],
            identitySource=f"method.request.header.{each.source}",
            authorizerResultTtlInSeconds=0,
            **(pattern if each.audience_pattern else {}),
        )

    def _lose_authorizers(self) -> None:
        """Delete an authorizer that a method still names; only the local engine allows this."""
        if not self._view.aws.settings.is_local:
            return
        for each in AUTHORIZERS:
            if each.is_deleted_later:
                self._view.write(
                    _GATEWAY,
                    "delete_authorizer",
                    restApiId=self.id,
                    authorizerId=self._authorizers[each.name],
                )

    def _make_method(self, method: WorkbenchMethod, validator: str) -> None:
        where = {
            "restApiId": self.id,
            "resourceId": ensure_path(self._view, self.id, method.path),
            "httpMethod": method.http_method,
        }
        self._view.write(
            _GATEWAY,
            "put_method",
            **where,
            authorizationType=COGNITO_USER_POOLS if method.authorizer else NONE,
            apiKeyRequired=method.api_key_required,
            **self._options(method, validator),
        )
        is_missing = method.function is Function.MISSING
        arn = f"{self._function_arn}-that-is-gone" if is_missing else self._function_arn
        start = f"arn:{self._view.partition}:apigateway:{self._view.region}:lambda:path/2015-03-31"
        self._view.write(
            _GATEWAY,
            "put_integration",
            **where,
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri=f"{start}/functions/{arn}/invocations",
        )

    def _options(self, method: WorkbenchMethod, validator: str) -> dict[str, object]:
        options: dict[str, object] = {}
        if method.authorizer:
            options["authorizerId"] = self._authorizers[method.authorizer]
            options["authorizationScopes"] = list(method.scopes)
        if method.required_query or method.body_schema is not None:
            options["requestValidatorId"] = validator
        if method.required_query:
            names = (f"method.request.querystring.{name}" for name in method.required_query)
            options["requestParameters"] = dict.fromkeys(names, True)
        if method.body_schema is not None:
            options["requestModels"] = {"application/json": self._make_model(method)}
        return options

    def _make_model(self, method: WorkbenchMethod) -> str:
        name = method.path.strip("/").title()
        schema = {"$schema": _JSON_SCHEMA, **(method.body_schema or {})}
        self._write(
            "create_model", name=name, contentType="application/json", schema=json.dumps(schema)
        )
        return name

    def _allow(self) -> None:
        view = self._view
        api = f"arn:{view.partition}:execute-api:{view.region}:{view.account}:{self.id}"
        for number, source in enumerate(ALLOWED_SOURCES):
            view.write(
                "lambda",
                "add_permission",
                FunctionName=self._function_name,
                StatementId=f"{WORKBENCH}-{number}",
                Action="lambda:InvokeFunction",
                Principal="apigateway.amazonaws.com",
                SourceArn=f"{api}/{source}",
            )
