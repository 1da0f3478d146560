"""Where in the AWS console one finds what a recorded call is about: in words and as an address."""

from dataclasses import dataclass

from services.cloud.console_pages import page_url
from services.cloud.recorded_call import RecordedCall

_POOL, _API = "Amazon Cognito > User pools > your user pool", "API Gateway > APIs > your API"
_ROLE, _FUNCTION = "IAM > Roles > your role", "Lambda > Functions > your function"
_GROUPS, _USERS = f"{_POOL} > Groups", f"{_POOL} > Users"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolePlace:
    """The way through the console's menus; the address is "" where none is known for sure."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page of the console; `kind` is "" where its address is not known."""

    noun: str  # how the name of an operation goes on after its verb
    words: str
    kind: str = ""


# The first whose noun an operation's name has in it.
_PAGES: dict[str, tuple[_Page, ...]] = {
    "cognito-idp": (
        _Page(noun="user_pool_client", words=f"{_POOL} > App clients", kind="app_client"),
        _Page(noun="user_pool_domain", words=f"{_POOL} > Domain", kind="user_pool_domain"),
        _Page(noun="user_pool_mfa_config", words=f"{_POOL} > Sign-in"),
        _Page(noun="user_pool", words=f"{_POOL} > Overview", kind="user_pool"),
        _Page(noun="resource_server", words=f"{_POOL} > Domain", kind="resource_server"),
        _Page(noun="group", words=_GROUPS, kind="group"),
        _Page(noun="", words=_USERS),
    ),
    "apigateway": (
        _Page(noun="usage_plan", words="API Gateway > Usage plans", kind="usage_plan"),
        _Page(noun="api_key", words="API Gateway > API keys", kind="api_key"),
        _Page(noun="authorizer", words=f"{_API} > Authorizers", kind="authorizer"),
        _Page(
            noun="gateway_response", words=f"{_API} > Gateway responses", kind="gateway_response"
        ),
        _Page(noun="deployment", words=f"{_API} > Stages", kind="deployment"),
        _Page(noun="stage", words=f"{_API} > Stages", kind="stage"),
        _Page(noun="model", words=f"{_API} > Models"),
        _Page(noun="validator", words=f"{_API} > Resources", kind="method"),
        _Page(noun="", words=f"{_API} > Resources", kind="rest_api"),
    ),
    "lambda": (
        _Page(
            noun="permission", words=f"{_FUNCTION} > Configuration > Permissions", kind="permission"
        ),
        _Page(noun="", words=_FUNCTION, kind="function"),
    ),
    "iam": (_Page(noun="", words=_ROLE, kind="role"),),
    "logs": (_Page(noun="", words="CloudWatch > Log groups", kind="log_group"),),
}
# kind -> where the call or its answer holds the id: the first that is there
_IDS = {
    "app_client": ("ClientId", "UserPoolClient.ClientId"),
    "usage_plan": ("usagePlanId", "id"),
    "api_key": ("apiKey", "id"),
    "role": ("RoleName",),
    "function": ("FunctionName",),
    "permission": ("FunctionName",),
    "log_group": ("logGroupName",),
}
_OWNERS = ("UserPoolId", "UserPool.Id", "restApiId", "id")


def console_place(call: RecordedCall, region: str) -> ConsolePlace:
    """Return where the console shows what a call made or changed."""
    pages = _PAGES.get(call.service, ())
    page = next((page for page in pages if page.noun in call.operation), None)
    if page is None:
        return ConsolePlace(words="The console has no page for it.", url="")
    owner = _first(call, _OWNERS)
    id = _first(call, _IDS.get(page.kind, _OWNERS))
    url = page_url(page.kind, region, id, owner) if page.kind and id else ""
    return ConsolePlace(words=page.words, url=url)


def _first(call: RecordedCall, names: tuple[str, ...]) -> str:
    found = {**call.answer_ids, **call.parameters}
    return next((str(found[name]) for name in names if name in found), "")
