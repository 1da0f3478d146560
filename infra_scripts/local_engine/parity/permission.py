"""Whether a function's resource policy lets API Gateway call it for one method."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

from services.authorizer.resource_policy import is_any_allowing


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCall:
    """One call of one method, as API Gateway names it to Lambda."""

    api_id: str
    stage: str
    method: str
    paths: tuple[str, ...]  # the resource's template and the path that was requested


def may_invoke(gateway: ModuleType, integration: dict[str, Any], call: MethodCall) -> bool:
    """Tell whether `lambda:AddPermission` was given for this method: without it, no call.

    https://repost.aws/knowledge-center/api-gateway-internal-server-error and
    https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html describe the 500.
    A function that does not exist and a call with a role are left to the engine.
    """
    if integration.get("credentials"):
        return True
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import lambda_svc

    reference = gateway._extract_lambda_ref_from_integration_uri(integration.get("uri", ""))
    function, _config, _name = lambda_svc._get_base_func_record_for_ref(reference)
    if function is None:
        return True
    account = get_account_id()
    start = f"arn:aws:execute-api:{get_region()}:{account}:{call.api_id}/{call.stage}/{call.method}"
    sources = [f"{start}{path}" for path in call.paths]
    statements = (function.get("policy") or {}).get("Statement") or []
    return is_any_allowing(statements, function_arn=reference, sources=sources, account=account)
