"""What a Lambda proxy integration answers when its function fails, is malformed or is forbidden.

https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html: a function that fails
or answers in another shape is a 502, a call that Lambda rejects a 500, both with one text.
"""

import json
import secrets
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.permission import MethodCall, may_invoke
from infra_scripts.local_engine.parity.wrap import Function, wrap

_MESSAGE = "Internal server error"
_BAD_GATEWAY = 502
_SERVER_ERROR = 500
# No field is mandatory, and no other is allowed. No page of AWS says so; the test snapshots show it
# that the authors of https://github.com/localstack/localstack recorded on AWS.
_FIELDS = {"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"}
# Gateway errors that lack their x-amzn-ErrorType here. The first is reported in
# https://github.com/massif-press/compcon/issues/2237, the second in
# https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden.
_ERROR_TYPES = {
    "QUOTA_EXCEEDED": "LimitExceededException",
    "INVALID_API_KEY": "ForbiddenException",
}


def repair_proxy_responses() -> None:
    from ministack.services import apigateway_v1

    # Unguessable, so that no function can return what stands for its failure.
    failed, rejected = secrets.token_hex(16), secrets.token_hex(16)
    wrap(apigateway_v1, "_lambda_proxy_response", lambda _: _shaping(failed, rejected))
    wrap(
        apigateway_v1,
        "_invoke_lambda_proxy_v1",
        lambda f: _invoking(apigateway_v1, f, failed, rejected),
    )
    wrap(apigateway_v1, "_gateway_error_response", _rendering)
    wrap(apigateway_v1, "_gw_error", _naming)


def _shaping(failed: str, rejected: str) -> Function:
    """Take an error or a malformed answer as a failure: the engine passes both on."""

    def shape(result: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
        if result.get("throttle"):
            return None, rejected
        answer = result.get("body")
        if result.get("error") or not is_well_formed(answer):
            return None, failed
        assert isinstance(answer, dict)
        status = int(answer.get("statusCode", 200))
        return answer | {"statusCode": status, "body": answer.get("body") or ""}, None

    return shape


def is_well_formed(answer: object) -> bool:
    """Tell whether a function's answer is a proxy response as API Gateway reads it."""
    if not isinstance(answer, dict) or not answer.keys() <= _FIELDS:
        return False
    try:
        int(answer.get("statusCode", 200))
    except (TypeError, ValueError):
        return False
    headers, many = answer.get("headers") or {}, answer.get("multiValueHeaders") or {}
    return (
        isinstance(headers, dict)
        and all(isinstance(value, str | bool) for value in headers.values())
        and isinstance(many, dict)
        and isinstance(answer.get("body"), str | None)
    )


def _invoking(gateway: ModuleType, original: Function, failed: str, rejected: str) -> Function:
    failed_body, rejected_body = (
        json.dumps({"message": marker}).encode() for marker in (failed, rejected)
    )

    async def invoke(integration: dict[str, Any], *route: Any, **options: Any) -> Any:
        api_id, stage_name, _stage, resource, path, method = route[:6]
        call = MethodCall(
            api_id=api_id, stage=stage_name, method=method, paths=(resource["path"], path)
        )
        if not may_invoke(gateway, integration, call):
            return gateway._gw_error("API_CONFIGURATION_ERROR", _MESSAGE)
        response = await original(integration, *route, **options)
        body = response[2] if isinstance(response, tuple) else None
        if body not in (failed_body, rejected_body):
            return response
        error = gateway._gw_error("DEFAULT_5XX", _MESSAGE)
        error.is_bad_gateway = body == failed_body
        return error

    return invoke


def _rendering(original: Function) -> Function:
    def render(error: Any, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = original(error, request)
        if status == _SERVER_ERROR and getattr(error, "is_bad_gateway", False):
            status = _BAD_GATEWAY
        return status, headers, body

    return render


def _naming(original: Function) -> Function:
    def name(response_type: str, message: str | None) -> Any:
        error = original(response_type, message)
        error.error_type = error.error_type or _ERROR_TYPES.get(response_type)
        return error

    return name
