"""Reading what stands in front of a REST API's methods: endpoint, policy, preflights, web ACL."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from services.cloud.aws import Aws
from services.errors import AwsError
from services.live.front_settings import FrontSettings, PreflightSettings

_HEADER = "method.response.header.Access-Control-Allow-"


def read_front(aws: Aws, rest_api_id: str, stage: str) -> FrontSettings:
    """Return the settings; raises an AwsError when the API cannot be read."""
    api = aws.call("apigateway", "get_rest_api", restApiId=rest_api_id)
    staged = _stage(aws, rest_api_id, stage)
    resources = list(
        aws.pages("apigateway", "get_resources", restApiId=rest_api_id, embed=["methods"])
    )
    return FrontSettings(
        binary_media_types=tuple(map(_unescaped, api.get("binaryMediaTypes") or ())),
        is_default_endpoint_off=bool(api.get("disableExecuteApiEndpoint")),
        endpoint_types=tuple((api.get("endpointConfiguration") or {}).get("types") or ()),
        has_policy=_has_statements(api.get("policy")),
        web_acl_arn=staged.get("webAclArn") or "",
        is_execution_logged=_is_logged(staged),
        is_access_logged=bool((staged.get("accessLogSettings") or {}).get("destinationArn")),
        preflights=tuple(_preflights(resources)),
        short_timeouts=tuple(_short_timeouts(resources)),
    )


def _unescaped(media_type: str) -> str:
    """Return a media type without the escapes of a patch's path, which the local engine keeps."""
    return media_type.replace("~1", "/")


def _stage(aws: Aws, rest_api_id: str, stage: str) -> Mapping[str, Any]:
    """Return the stage, empty when it is missing: another rule reports that."""
    try:
        return aws.call("apigateway", "get_stage", restApiId=rest_api_id, stageName=stage)
    except AwsError:
        return {}


def _has_statements(policy: object) -> bool:
    if not isinstance(policy, str) or not policy.strip():
        return False
    try:
        document = json.loads(policy.replace('\\"', '"'))
    except (ValueError, RecursionError):
        return True  # there is one, whatever its form
    return bool(isinstance(document, dict) and document.get("Statement"))


def _is_logged(stage: Mapping[str, Any]) -> bool:
    levels = [each.get("loggingLevel") for each in (stage.get("methodSettings") or {}).values()]
    return any(level in ("INFO", "ERROR") for level in levels)


def _preflights(resources: Iterable[Mapping[str, Any]]) -> Iterable[PreflightSettings]:
    for resource in resources:
        method = (resource.get("resourceMethods") or {}).get("OPTIONS")
        integration = (method or {}).get("methodIntegration") or {}
        if integration.get("type") == "MOCK":
            yield _preflight(str(resource["path"]), integration)


def _preflight(path: str, integration: Mapping[str, Any]) -> PreflightSettings:
    answers = (integration.get("integrationResponses") or {}).values()
    values = {
        name: value
        for answer in answers
        for name, value in (answer.get("responseParameters") or {}).items()
    }
    return PreflightSettings(
        path=path,
        converts_to_text=integration.get("contentHandling") == "CONVERT_TO_TEXT",
        allow_origin=_value(values, "Origin"),
        allow_headers=_value(values, "Headers"),
    )


def _value(values: Mapping[str, str], name: str) -> str:
    return str(values.get(f"{_HEADER}{name}") or "").strip("'\"")


def _short_timeouts(resources: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, int]]:
    for resource in resources:
        for name, method in (resource.get("resourceMethods") or {}).items():
            integration = (method or {}).get("methodIntegration") or {}
            timeout = integration.get("timeoutInMillis")
            is_call = integration.get("type") in ("AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY")
            if is_call and isinstance(timeout, int) and 0 < timeout < FrontSettings.SHORT_MS:
                yield f"{name} {resource['path']}", timeout
