"""The walkthrough's stack: which resources stand after each step; nothing here calls AWS."""

from infra_scripts.stack.bundle import LAMBDAS_DIR
from infra_scripts.stack.lab_stack import (
    CLIENT_SETTINGS,
    LOG_DAYS,
    POOL_MFA,
    POOL_SCHEMA,
    POOL_SETTINGS,
)
from infra_scripts.stack.resources.app_client import AppClientResource
from infra_scripts.stack.resources.authorizer import AuthorizerResource
from infra_scripts.stack.resources.cors_preflight import CorsPreflightResource
from infra_scripts.stack.resources.deployment import DeploymentResource
from infra_scripts.stack.resources.function import FunctionResource
from infra_scripts.stack.resources.gateway_response import GatewayResponseResource
from infra_scripts.stack.resources.log_group import FUNCTION_LOGS, LogGroupResource
from infra_scripts.stack.resources.method import MethodResource
from infra_scripts.stack.resources.model import Resource
from infra_scripts.stack.resources.permission import PermissionResource
from infra_scripts.stack.resources.rest_api import RestApiResource
from infra_scripts.stack.resources.role import RoleResource
from infra_scripts.stack.resources.stage import StageResource
from infra_scripts.stack.resources.user_pool import UserPoolResource
from infra_scripts.walkthrough.first_api import FIRST_API, FirstApiResource
from infra_scripts.walkthrough.steps import STEPS, up_to
from services.api.routes import Route, path_slug, route
from services.settings import Settings

_ATTACH, _BROWSERS = "attach", "browsers"
# With both, every error of API Gateway itself can be read by a page.
_GATEWAY_RESPONSES = ("DEFAULT_4XX", "DEFAULT_5XX")
_TIMEOUT_MS = 29_000  # API Gateway's default
# The routes that a step adds, and the function with its role that it makes for them.
_ROUTES = {"rest-api": "my_api", "sign-in-route": "sign_in", "admins-route": "admins"}
_FUNCTIONS = {"rest-api": "my_api", "sign-in-function": "sign_in"}


def walkthrough_settings(settings: Settings) -> Settings:
    """Return the settings of the walkthrough's own stack."""
    return settings.walkthrough


def resources_after(stack: str, step_id: str) -> tuple[Resource, ...]:
    """Return the resources of the walkthrough's stack as they stand after this step."""
    done = {each.id for each in up_to(step_id)}
    routes = [route(_ROUTES[each.id]) for each in up_to(step_id) if each.id in _ROUTES]
    functions = [_FUNCTIONS[each.id] for each in up_to(step_id) if each.id in _FUNCTIONS]
    return (
        *((_first_api(stack),) if "open-api" in done else ()),
        *((_user_pool(stack),) if "user-pool" in done else ()),
        *((_app_client(stack),) if "app-client" in done else ()),
        *(part for name in functions for part in _function(stack, name)),
        *_api(stack, routes, done),
    )


def all_resources(stack: str) -> tuple[Resource, ...]:
    """Return the resources of the whole walkthrough."""
    return resources_after(stack, STEPS[-1].id)


def made_by(stack: str, step_id: str) -> tuple[str, ...]:
    """Return the logical names of the resources that this step adds or changes."""
    steps = up_to(step_id)
    before = resources_after(stack, steps[-2].id) if len(steps) > 1 else ()
    return tuple(it.name for it in resources_after(stack, step_id) if it not in before)


def _first_api(stack: str) -> Resource:
    return FirstApiResource(
        name=FIRST_API,
        api_name=f"{stack}-first",
        description="Open to anybody, on purpose",
        path=route("open").path,
    )


def _user_pool(stack: str) -> Resource:
    return UserPoolResource(
        name="user_pool",
        pool_name=stack,
        settings=POOL_SETTINGS,
        schema=POOL_SCHEMA,
        is_case_sensitive=False,
        mfa=POOL_MFA,
    )


def _app_client(stack: str) -> Resource:
    return AppClientResource(
        name="app_client", pool="user_pool", client_name=stack, settings=CLIENT_SETTINGS
    )


def _function(stack: str, name: str) -> tuple[Resource, ...]:
    is_sign_in = name == "sign_in"
    # Short: a role name has at most 64 characters, a stack of 40 has 52 here.
    full_name = f"{stack}-sign-in" if is_sign_in else f"{stack}-my-api"
    log_group = f"{name}_log_group"
    return (
        LogGroupResource(
            name=log_group, group_name=f"{FUNCTION_LOGS}{full_name}", retention_days=LOG_DAYS
        ),
        RoleResource(
            name=f"{name}_role",
            role_name=full_name,
            log_group=log_group,
            signs_in_to="user_pool" if is_sign_in else "",
        ),
        FunctionResource(
            name=f"{name}_function",
            function_name=full_name,
            directory=LAMBDAS_DIR / ("user_sign_in" if is_sign_in else "walkthrough_api"),
            role=f"{name}_role",
            environment={"USER_POOL_ID": "user_pool", "CLIENT_ID": "app_client"}
            if is_sign_in
            else {},
        ),
    )


def _for_browsers(routes: list[Route]) -> tuple[Resource, ...]:
    """Return what lets a page of another origin call the API and read its refusals."""
    return (
        *(
            CorsPreflightResource(
                name=f"options_{path_slug(each.path)}",
                path=each.path,
                http_methods=(each.http_method,),
            )
            for each in routes
        ),
        *(
            GatewayResponseResource(name=f"gateway_response_{kind.lower()}", response_type=kind)
            for kind in _GATEWAY_RESPONSES
        ),
    )


def _api(stack: str, routes: list[Route], done: set[str]) -> tuple[Resource, ...]:
    if not routes:
        return ()
    is_attached = _ATTACH in done
    authorizers = (
        (AuthorizerResource(name="authorizer", authorizer_name=stack, pool="user_pool"),)
        if "authorizer" in done
        else ()
    )
    for_browsers = _for_browsers(routes) if _BROWSERS in done else ()
    methods = tuple(
        MethodResource(
            name=f"method_{each.slug}",
            http_method=each.http_method,
            path=each.path,
            function=each.function,
            authorizer=each.authorizer if is_attached else "",
            timeout_ms=_TIMEOUT_MS,
        )
        for each in routes
    )
    # An authorizer that no method names needs no deployment.
    contents = (*(authorizers if is_attached else ()), *methods, *for_browsers)
    return (
        RestApiResource(
            name="rest_api",
            api_name=stack,
            description="Built by the walkthrough",
            closed=(),
            binary_media_types=(),
        ),
        *authorizers,
        *methods,
        *for_browsers,
        *(
            PermissionResource(
                name=f"permission_{each.slug}",
                function=each.function,
                http_method=each.http_method,
                path=each.path,
            )
            for each in routes
        ),
        DeploymentResource(name="deployment", contents=contents),
        StageResource(name="stage", deployment="deployment", rate_limit=100.0, burst_limit=200),
    )
