"""Settings of a REST API that the engine keeps and does not apply: they decide calls here, too.

They are live at once, as methods are: on AWS they wait for the next deployment.
"""

import asyncio
import re
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

_TOO_SLOW = "Endpoint request timed out"
_LONGEST_MS = 29_000
_MEDIA_TYPE = re.compile(r"/binaryMediaTypes/(?P<value>[^/]+)\Z")


def repair_api_settings() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_authorize_request_v1", lambda f: _asking_policy(apigateway_v1, f))
    wrap(apigateway_v1, "_invoke_lambda_proxy_v1", lambda f: _timing(apigateway_v1, f))
    wrap(apigateway_v1, "_check_request_validation", lambda f: _reading(apigateway_v1, f))
    wrap(apigateway_v1, "_apply_patch", _patching)


def _asking_policy(gateway: ModuleType, original: Function) -> Function:
    """Ask the API's resource policy after a Cognito authorizer, too; the engine asks it alone.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    """

    async def authorize(api_id: str, stage_name: str, method: Any, *call: Any) -> Any:
        error, context = await original(api_id, stage_name, method, *call)
        if error is None and method.get("authorizationType") == "COGNITO_USER_POOLS":
            http_method, path = call[:2]
            account, region = call[-2:]
            error = gateway._anonymous_policy_error(
                api_id, stage_name, http_method, path, account, region
            )
        return error, context

    return authorize


def _timing(gateway: ModuleType, original: Function) -> Function:
    """Wait for a function as long as its integration says; it runs on, as on AWS.

    https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html has the setting,
    https://github.com/DataBiosphere/azul/issues/6284 the answer.
    """

    async def invoke(integration: dict[str, Any], *route: Any, **options: Any) -> Any:
        seconds = int(integration.get("timeoutInMillis") or _LONGEST_MS) / 1000
        running = asyncio.ensure_future(original(integration, *route, **options))
        try:
            return await asyncio.wait_for(asyncio.shield(running), seconds)
        except TimeoutError:
            return gateway._gw_error("INTEGRATION_TIMEOUT", _TOO_SLOW)

    return invoke


def _reading(gateway: ModuleType, original: Function) -> Function:
    """Fail where a mock would have to read a request that */* makes binary.

    https://github.com/aws/chalice/issues/1310 and
    https://github.com/aws/serverless-application-model/issues/553 have the answer and the way out,
    contentHandling. Nobody reports it of narrower media types.
    """

    def check(method: dict[str, Any], api_id: str, *request: Any) -> Any:
        if error := original(method, api_id, *request):
            return error
        integration = method.get("methodIntegration") or {}
        is_binary = "*/*" in (gateway._rest_apis[api_id].get("binaryMediaTypes") or ())
        if is_binary and integration.get("type") == "MOCK" and not integration["contentHandling"]:
            return gateway._gw_error("API_CONFIGURATION_ERROR", "Internal server error")
        return None

    return check


def _patching(original: Function) -> Function:
    """Add or remove one media type: the engine puts an object in the list's place.

    https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
    """

    def apply(target: dict[str, Any], operations: list[dict[str, Any]]) -> dict[str, Any]:
        for operation in operations:
            match = _MEDIA_TYPE.match(operation.get("path", ""))
            if match is None or operation.get("op") not in ("add", "remove"):
                original(target, [operation])
                continue
            value = match["value"].replace("~1", "/").replace("~0", "~")
            others = [each for each in target.get("binaryMediaTypes") or [] if each != value]
            is_added = operation["op"] == "add"
            target["binaryMediaTypes"] = [*others, value] if is_added else others
        return target

    return apply
