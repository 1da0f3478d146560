"""What each resource of the stack is called in words a newcomer reads; draws nothing."""

_NAMED = {
    "user_pool": "User pool",
    "resource_server": "Resource server with the custom scope",
    "user_pool_domain": "User pool domain",
    "app_client": "App client",
    "second_app_client": "Second app client",
    "other_user_pool": "Other user pool",
    "other_app_client": "App client of the other user pool",
    "group_admins": "Group admins",
    "group_staff": "Group staff",
    "sign_in_log_group": "Log group of user-sign-in",
    "my_api_log_group": "Log group of my-api",
    "sign_in_role": "Role of user-sign-in",
    "my_api_role": "Role of my-api",
    "sign_in_function": "Function user-sign-in",
    "my_api_function": "Function my-api",
    "rest_api": "REST API",
    "authorizer": "Cognito authorizer",
    "one_client_authorizer": "Cognito authorizer for one app client",
    "deployment": "Deployment",
    "stage": "Stage",
    "usage_plan": "Usage plan",
    "api_key": "API key",
}
_GATEWAY_RESPONSE = "gateway_response_"


def resource_words(name: str) -> str:
    """Return the words for a resource's logical name; a name that is not known stays as it is."""
    if name in _NAMED:
        return _NAMED[name]
    if name.startswith(_GATEWAY_RESPONSE):
        return f"Gateway response {name.removeprefix(_GATEWAY_RESPONSE).upper()}"
    return _route_words().get(name, name)


def _route_words() -> dict[str, str]:
    from services.api.routes import ROUTES, path_slug

    words = {}
    for route in ROUTES:
        words[f"method_{route.slug}"] = f"Method {route.http_method} {route.path}"
        words[f"permission_{route.slug}"] = (
            f"Permission to call for {route.http_method} {route.path}"
        )
        words[f"options_{path_slug(route.path)}"] = f"Method OPTIONS {route.path}"
    return words
