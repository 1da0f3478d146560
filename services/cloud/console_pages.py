"""Addresses of the AWS console, by the kind of a resource and its ids; calls nothing."""

from urllib.parse import quote

_COGNITO_TABS = {
    "user_pool": "overview",
    "resource_server": "branding/domain",
    "user_pool_domain": "branding/domain",
    "group": "user-management/groups",
}
_API_PANES = {
    "rest_api": "resources",
    "authorizer": "authorizers",
    "method": "resources",
    "cors_preflight": "resources",
    "gateway_response": "gateway-responses",
    "deployment": "stages",
    "stage": "stages",
}
_DOMAINS = {"cn": "console.amazonaws.cn", "us-gov": "console.amazonaws-us-gov.com"}


def page_url(kind: str, region: str, id: str, owner: str = "") -> str:
    """Return the page of a resource; `owner` is the pool, API or function it belongs to."""
    owner = owner or id
    host = f"https://{region}.{_domain(region)}"
    if kind in _COGNITO_TABS or kind == "app_client":
        tab = _COGNITO_TABS.get(kind) or f"applications/app-clients/{id}"
        return f"{host}/cognito/v2/idp/user-pools/{owner}/{tab}?region={region}"
    if kind in _API_PANES:
        return f"{host}/apigateway/main/apis/{owner}/{_API_PANES[kind]}?api={owner}&region={region}"
    paths = {
        "usage_plan": f"/apigateway/main/usage-plans/{id}?region={region}",
        "api_key": f"/apigateway/main/api-keys/{id}?region={region}",
        "role": f"/iam/home#/roles/details/{id}",
        "function": f"/lambda/home?region={region}#/functions/{id}",
        "permission": f"/lambda/home?region={region}#/functions/{owner}?tab=permissions",
        # The console decodes the part after # twice.
        "log_group": f"/cloudwatch/home?region={region}#logsV2:log-groups/log-group/"
        + quote(quote(id, safe=""), safe="").replace("%", "$"),
    }
    return f"{host}{paths[kind]}"


def _domain(region: str) -> str:
    prefix = next((prefix for prefix in _DOMAINS if region.startswith(f"{prefix}-")), "")
    return _DOMAINS.get(prefix, "console.aws.amazon.com")
