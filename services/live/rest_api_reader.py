"""The live settings of a REST API, read as the decision engine needs them; it only reads.

API Gateway answers calls from the last deployment, and its REST operations show what is edited
since: after an edit without a deployment the two differ, which the stack check-up reports.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.authorizer.resource_policy import is_any_allowing
from services.authorizer.rest_api import COGNITO_USER_POOLS, NONE, Api, Authorizer, Function, Method
from services.cloud.aws import Aws
from services.errors import AccessDenied, ResourceNotFound
from services.home.outputs import issuer_of

_FUNCTION_URI = re.compile(r":lambda:path/[^/]+/functions/(?P<arn>.+)/invocations$")
_POOL_ARN = re.compile(r"arn:[^:]+:cognito-idp:(?P<region>[^:]+):\d+:userpool/(?P<pool>.+)")
_HEADER_SOURCE = "method.request.header."
_CHECKED_PARAMETER = re.compile(r"method\.request\.(?:querystring|header)\.(?P<name>.+)")
_CHECKED_MODEL = "application/json"


def read_api(aws: Aws, *, rest_api_id: str, stage: str, base_url: str) -> Api:
    """Return the API with its methods and authorizers; `stage` is empty when it has no such stage.

    `base_url` is the stage's address. A part that the caller may not read is taken as set up
    correctly. Raises an AwsError when the API itself cannot be read.
    """
    reader = _Reader(aws=aws, rest_api_id=rest_api_id, stage=stage)
    methods = tuple(
        _method(reader, resource["path"], item)
        for resource in _resources(aws, rest_api_id)
        for item in (resource.get("resourceMethods") or {}).values()
    )
    authorizers = tuple(
        authorizer_of(item)
        for item in _authorizers(aws, rest_api_id)
        if item.get("type") == COGNITO_USER_POOLS
    )
    return Api(
        id=rest_api_id,
        base_url=base_url,
        stage=stage if _has_stage(reader) else "",
        methods=methods,
        authorizers=authorizers,
    )


def _resources(aws: Aws, rest_api_id: str) -> list[dict[str, Any]]:
    """Return API Gateway's resources, each with its methods and their integrations."""
    items = aws.pages("apigateway", "get_resources", restApiId=rest_api_id, embed=["methods"])
    return list(items)


def _authorizers(aws: Aws, rest_api_id: str) -> list[dict[str, Any]]:
    """Return the API's authorizers of every type, as API Gateway describes them."""
    return list(aws.pages("apigateway", "get_authorizers", restApiId=rest_api_id))


def read_policy(aws: Aws, function_arn: str) -> list[dict[str, Any]] | None:
    """Return the statements of a function's resource policy, None when the function is missing."""
    try:
        answer = aws.call("lambda", "get_policy", FunctionName=function_arn)
    except ResourceNotFound:  # the answer for a missing function and for one without a policy
        return [] if _is_function(aws, function_arn) else None
    statements: list[dict[str, Any]] = json.loads(answer["Policy"])["Statement"]
    return statements


def _is_function(aws: Aws, function_arn: str) -> bool:
    try:
        aws.call("lambda", "get_function", FunctionName=function_arn)
    except ResourceNotFound:
        return False
    return True


def authorizer_of(item: Mapping[str, Any]) -> Authorizer:
    """Return the authorizer that API Gateway describes, its pools as issuers of tokens."""
    source = item.get("identitySource") or f"{_HEADER_SOURCE}Authorization"
    return Authorizer(
        id=item["id"],
        name=item.get("name", ""),
        issuers=tuple(_issuers(item.get("providerARNs") or ())),
        token_header=source.removeprefix(_HEADER_SOURCE),
        audience_pattern=item.get("identityValidationExpression") or "",
    )


def _issuers(pool_arns: Iterable[str]) -> Iterator[str]:
    """Yield the issuer of each pool's tokens; an ARN of anything else is left out."""
    for match in filter(None, map(_POOL_ARN.fullmatch, pool_arns)):
        yield issuer_of(match["region"], match["pool"])


def function_arn_of(integration: Mapping[str, Any]) -> str:
    """Return the ARN of the function that an integration calls, empty for any other kind."""
    match = _FUNCTION_URI.search(integration.get("uri") or "")
    return match["arn"] if match else ""


@dataclass(slots=True, kw_only=True)
class _Reader:
    """What the methods of one API share; each answer is asked for once."""

    aws: Aws
    rest_api_id: str
    stage: str
    _known: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def account(self) -> str:
        return str(self._once(("account", ""), self.aws.account_id))

    def policy(self, function_arn: str) -> list[dict[str, Any]] | None:
        policy: list[dict[str, Any]] | None = self._once(
            ("policy", function_arn), lambda: read_policy(self.aws, function_arn)
        )
        return policy

    def validator(self, validator_id: str) -> Mapping[str, Any]:
        return self._described("get_request_validator", requestValidatorId=validator_id)

    def model(self, name: str) -> Mapping[str, Any]:
        return self._described("get_model", modelName=name)

    def _described(self, operation: str, **which: str) -> Mapping[str, Any]:
        """Return AWS's description of a part of the API, empty when it is gone or forbidden."""

        def read() -> Mapping[str, Any]:
            try:
                return self.aws.call("apigateway", operation, restApiId=self.rest_api_id, **which)
            except (AccessDenied, ResourceNotFound):
                return {}

        answer: Mapping[str, Any] = self._once((operation, *which.values()), read)
        return answer

    def _once(self, question: tuple[str, ...], read: Callable[[], Any]) -> Any:
        if question not in self._known:
            self._known[question] = read()
        return self._known[question]


def _method(reader: _Reader, path: str, item: Mapping[str, Any]) -> Method:
    """Return one method, with what its validator asks for and the state of its function."""
    integration = item.get("methodIntegration") or {}
    function_arn = function_arn_of(integration)
    http_method = item["httpMethod"]
    checked = reader.validator(item["requestValidatorId"]) if item.get("requestValidatorId") else {}
    model = (item.get("requestModels") or {}).get(_CHECKED_MODEL)
    return Method(
        http_method=http_method,
        path=path,
        authorization=item.get("authorizationType") or NONE,
        authorizer_id=item.get("authorizerId") or "",
        scopes=tuple(sorted(item.get("authorizationScopes") or ())),
        api_key_required=bool(item.get("apiKeyRequired")),
        required_parameters=_required(item) if checked.get("validateRequestParameters") else (),
        body_schema=_schema(reader, model)
        if model and checked.get("validateRequestBody")
        else None,
        function_name=function_arn.partition(":function:")[2],
        function=Function.ANSWERS
        if integration.get("credentials")  # called with a role, not by the function's policy
        else _function_state(reader, function_arn, http_method, path),
    )


def _required(item: Mapping[str, Any]) -> tuple[str, ...]:
    asked = [
        name for name, is_required in (item.get("requestParameters") or {}).items() if is_required
    ]
    matches = [_CHECKED_PARAMETER.fullmatch(name) for name in sorted(asked)]
    return tuple(match["name"] for match in matches if match)


def _schema(reader: _Reader, model: str) -> Mapping[str, Any] | None:
    try:
        schema = json.loads(reader.model(model).get("schema") or "null")
    except ValueError:
        return None
    return schema if isinstance(schema, dict) else None


def _function_state(reader: _Reader, function_arn: str, http_method: str, path: str) -> Function:
    """Tell whether API Gateway may call the function for this method, as its policy says."""
    if not function_arn:
        return Function.ANSWERS
    try:
        statements = reader.policy(function_arn)
    except AccessDenied:
        return Function.ANSWERS
    if statements is None:
        return Function.MISSING
    partition, account = function_arn.split(":")[1], reader.account()
    where = f"arn:{partition}:execute-api:{reader.aws.region}:{account}:{reader.rest_api_id}"
    source = f"{where}/{reader.stage}/{'*' if http_method == 'ANY' else http_method}{path}"
    may_call = is_any_allowing(
        statements, function_arn=function_arn, sources=[source], account=account
    )
    return Function.ANSWERS if may_call else Function.NO_PERMISSION


def _has_stage(reader: _Reader) -> bool:
    try:
        reader.aws.call(
            "apigateway", "get_stage", restApiId=reader.rest_api_id, stageName=reader.stage
        )
    except ResourceNotFound:
        return False
    except AccessDenied:
        return True
    return True
