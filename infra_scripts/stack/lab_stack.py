"""The lab's resources in the order of the article's steps, as data; nothing here calls AWS."""

from infra_scripts.stack.bundle import LAMBDAS_DIR
from infra_scripts.stack.resources.api_key import ApiKey
from infra_scripts.stack.resources.app_client import AppClient
from infra_scripts.stack.resources.authorizer import Authorizer
from infra_scripts.stack.resources.cors_preflight import CorsPreflight
from infra_scripts.stack.resources.deployment import Deployment
from infra_scripts.stack.resources.function import Function
from infra_scripts.stack.resources.gateway_response import GatewayResponse
from infra_scripts.stack.resources.group import Group
from infra_scripts.stack.resources.log_group import FUNCTION_LOGS, LogGroup
from infra_scripts.stack.resources.method import Method
from infra_scripts.stack.resources.model import Fields, Resource
from infra_scripts.stack.resources.permission import Permission
from infra_scripts.stack.resources.resource_server import ResourceServer
from infra_scripts.stack.resources.rest_api import RestApi
from infra_scripts.stack.resources.role import Role
from infra_scripts.stack.resources.stage import Stage
from infra_scripts.stack.resources.usage_plan import UsagePlan
from infra_scripts.stack.resources.user_pool import UserPool
from infra_scripts.stack.resources.user_pool_domain import UserPoolDomain
from services.api.routes import CUSTOM_SCOPE, ROUTES, path_slug

STAGE = "demo"
LOG_DAYS = 7

PASSWORD_POLICY: Fields = {
    "MinimumLength": 14,
    "RequireUppercase": True,
    "RequireLowercase": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "TemporaryPasswordValidityDays": 7,
}
POOL_SETTINGS: Fields = {
    "Policies": {"PasswordPolicy": PASSWORD_POLICY},
    "AutoVerifiedAttributes": ["email"],
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False},  # admins and users both sign up
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]},
}
POOL_SCHEMA: tuple[Fields, ...] = (
    {"Name": "email", "AttributeDataType": "String", "Mutable": True, "Required": False},
)
POOL_MFA: Fields = {
    "MfaConfiguration": "OPTIONAL",
    "SoftwareTokenMfaConfiguration": {"Enabled": True},
}
CLIENT_SETTINGS: Fields = {
    "ExplicitAuthFlows": ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    "IdTokenValidity": 60,
    "AccessTokenValidity": 60,
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {
        "IdToken": "minutes",
        "AccessToken": "minutes",
        "RefreshToken": "days",
    },
    "PreventUserExistenceErrors": "ENABLED",  # AWS's default for API calls is LEGACY
    "EnableTokenRevocation": True,
    "AuthSessionValidity": 3,
    "AllowedOAuthFlows": [],
    "AllowedOAuthScopes": [],
    "AllowedOAuthFlowsUserPoolClient": False,
}
# Machine to machine: the one way to a token with the custom scope. AWS bills such tokens.
MACHINE_CLIENT_SETTINGS: Fields = {
    **CLIENT_SETTINGS,
    "AllowedOAuthFlows": ["client_credentials"],
    "AllowedOAuthScopes": [CUSTOM_SCOPE],
    "AllowedOAuthFlowsUserPoolClient": True,
}
GATEWAY_RESPONSES = ("UNAUTHORIZED", "ACCESS_DENIED", "DEFAULT_4XX", "DEFAULT_5XX")


def workbench_function(stack: str) -> str:
    """Return the name of the function that exists for the time of a run of scenarios."""
    return f"{stack}-workbench"


def lab_stack(stack: str) -> tuple[Resource, ...]:
    """Return every resource of a stack; one may refer only to those before it."""
    contents = (*authorizers(stack), *methods(), *gateway_responses())
    return (
        *user_pools(stack),
        *groups(),
        *functions(stack),
        RestApi(
            name="rest_api",
            api_name=stack,
            description="A REST API that an Amazon Cognito user pool protects (Authorizer Lab)",
        ),
        *contents,
        *permissions(),
        Deployment(name="deployment", contents=contents),
        Stage(name="stage", deployment="deployment", rate_limit=100.0, burst_limit=200),
        *limits(stack),
    )


def user_pools(stack: str) -> tuple[Resource, ...]:
    """Step 1: the user pool with its app clients, and another pool whose tokens are refused."""
    return (
        _user_pool("user_pool", stack),
        ResourceServer(
            name="resource_server",
            identifier="authorizer-lab",
            server_name="Authorizer Lab",
            scopes={"read": "Read what the protected API answers"},
        ),
        UserPoolDomain(name="user_pool_domain"),
        AppClient(name="app_client", pool="user_pool", client_name=stack, settings=CLIENT_SETTINGS),
        AppClient(
            name="second_app_client",
            pool="user_pool",
            client_name=f"{stack}-second",
            settings=MACHINE_CLIENT_SETTINGS,
        ),
        _user_pool("other_user_pool", f"{stack}-other"),
        AppClient(
            name="other_app_client",
            pool="other_user_pool",
            client_name=f"{stack}-other",
            settings=CLIENT_SETTINGS,
        ),
    )


def groups() -> tuple[Resource, ...]:
    return (
        Group(
            name="group_admins",
            group_name="admins",
            description="May call GET /my-api/admins",
            precedence=1,
        ),
        Group(
            name="group_staff",
            group_name="staff",
            description="A second group, to show how several arrive in a token",
            precedence=10,
        ),
    )


def functions(stack: str) -> tuple[Resource, ...]:
    """Step 4: the sign-in function and the function behind the protected API."""
    sign_in, my_api = f"{stack}-user-sign-in", f"{stack}-my-api"
    return (
        _log_group("sign_in_log_group", sign_in),
        _log_group("my_api_log_group", my_api),
        Role(
            name="sign_in_role",
            role_name=sign_in,
            log_group="sign_in_log_group",
            signs_in_to="user_pool",
        ),
        Role(
            name="my_api_role",
            role_name=my_api,
            log_group="my_api_log_group",
            lent_to=workbench_function(stack),
        ),
        Function(
            name="sign_in_function",
            function_name=sign_in,
            directory=LAMBDAS_DIR / "user_sign_in",
            role="sign_in_role",
            environment={"USER_POOL_ID": "user_pool", "CLIENT_ID": "app_client"},
        ),
        Function(
            name="my_api_function",
            function_name=my_api,
            directory=LAMBDAS_DIR / "my_api",
            role="my_api_role",
            environment={},
        ),
    )


def authorizers(stack: str) -> tuple[Resource, ...]:
    """Step 2: the authorizer, and one that takes the tokens of one app client only."""
    return (
        Authorizer(name="authorizer", authorizer_name=stack, pool="user_pool"),
        Authorizer(
            name="one_client_authorizer",
            authorizer_name=f"{stack}-one-client",
            pool="user_pool",
            only_client="app_client",
        ),
    )


def methods() -> tuple[Resource, ...]:
    """Steps 3 and 5: the methods with their authorizer, and OPTIONS beside each."""
    return (
        *(
            Method(
                name=f"method_{route.slug}",
                http_method=route.http_method,
                path=route.path,
                function=route.function,
                authorizer=route.authorizer,
                scopes=route.scopes,
            )
            for route in ROUTES
        ),
        *(
            CorsPreflight(
                name=f"options_{path_slug(route.path)}",
                path=route.path,
                http_methods=(route.http_method,),
            )
            for route in ROUTES
        ),
    )


def gateway_responses() -> tuple[Resource, ...]:
    return tuple(
        GatewayResponse(name=f"gateway_response_{kind.lower()}", response_type=kind)
        for kind in GATEWAY_RESPONSES
    )


def permissions() -> tuple[Resource, ...]:
    return tuple(
        Permission(
            name=f"permission_{route.slug}",
            function=route.function,
            http_method=route.http_method,
            path=route.path,
        )
        for route in ROUTES
    )


def limits(stack: str) -> tuple[Resource, ...]:
    return (
        UsagePlan(
            name="usage_plan",
            plan_name=stack,
            rate_limit=10.0,
            burst_limit=20,
            quota_limit=1000,
            quota_period="DAY",
        ),
        ApiKey(name="api_key", key_name=stack, usage_plan="usage_plan"),
    )


def _user_pool(name: str, pool_name: str) -> UserPool:
    return UserPool(
        name=name,
        pool_name=pool_name,
        settings=POOL_SETTINGS,
        schema=POOL_SCHEMA,
        is_case_sensitive=False,
        mfa=POOL_MFA,
    )


def _log_group(name: str, function_name: str) -> LogGroup:
    group_name = f"{FUNCTION_LOGS}{function_name}"
    return LogGroup(name=name, group_name=group_name, retention_days=LOG_DAYS)
