"""The lab's resources as data, in the order in which they are created; nothing here calls AWS.

The steps are those of a tutorial on the AWS console: 1 the user pool, 2 the authorizer, 3 the
protected method, 4 the sign-in function, 5 its route. docs/architecture.md names it.
"""

from infra_scripts.stack.bundle import LAMBDAS_DIR
from infra_scripts.stack.resources.api_key import ApiKeyResource
from infra_scripts.stack.resources.app_client import AppClientResource
from infra_scripts.stack.resources.authorizer import AuthorizerResource
from infra_scripts.stack.resources.cors_preflight import CorsPreflightResource
from infra_scripts.stack.resources.deployment import DeploymentResource
from infra_scripts.stack.resources.function import FunctionResource
from infra_scripts.stack.resources.gateway_response import GatewayResponseResource
from infra_scripts.stack.resources.group import GroupResource
from infra_scripts.stack.resources.log_group import FUNCTION_LOGS, LogGroupResource
from infra_scripts.stack.resources.method import MethodResource
from infra_scripts.stack.resources.model import Fields, Resource
from infra_scripts.stack.resources.permission import PermissionResource
from infra_scripts.stack.resources.resource_server import ResourceServerResource
from infra_scripts.stack.resources.rest_api import RestApiResource
from infra_scripts.stack.resources.role import RoleResource
from infra_scripts.stack.resources.stage import StageResource
from infra_scripts.stack.resources.usage_plan import UsagePlanResource
from infra_scripts.stack.resources.user_pool import UserPoolResource
from infra_scripts.stack.resources.user_pool_domain import UserPoolDomainResource
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
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False},  # users may sign themselves up
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
        RestApiResource(
            name="rest_api",
            api_name=stack,
            description="A REST API that an Amazon Cognito user pool protects (Authorizer Lab)",
        ),
        *contents,
        *permissions(),
        DeploymentResource(name="deployment", contents=contents),
        StageResource(name="stage", deployment="deployment", rate_limit=100.0, burst_limit=200),
        *limits(stack),
    )


def user_pools(stack: str) -> tuple[Resource, ...]:
    """Step 1: the user pool with its app clients, and another pool whose tokens are refused."""
    return (
        _user_pool("user_pool", stack),
        ResourceServerResource(
            name="resource_server",
            identifier="authorizer-lab",
            server_name="Authorizer Lab",
            scopes={"read": "Read what the protected API answers"},
        ),
        UserPoolDomainResource(name="user_pool_domain"),
        AppClientResource(
            name="app_client", pool="user_pool", client_name=stack, settings=CLIENT_SETTINGS
        ),
        AppClientResource(
            name="second_app_client",
            pool="user_pool",
            client_name=f"{stack}-second",
            settings=MACHINE_CLIENT_SETTINGS,
        ),
        _user_pool("other_user_pool", f"{stack}-other"),
        AppClientResource(
            name="other_app_client",
            pool="other_user_pool",
            client_name=f"{stack}-other",
            settings=CLIENT_SETTINGS,
        ),
    )


def groups() -> tuple[Resource, ...]:
    return (
        GroupResource(
            name="group_admins",
            group_name="admins",
            description="May call GET /my-api/admins",
            precedence=1,
        ),
        GroupResource(
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
        RoleResource(
            name="sign_in_role",
            role_name=sign_in,
            log_group="sign_in_log_group",
            signs_in_to="user_pool",
        ),
        RoleResource(
            name="my_api_role",
            role_name=my_api,
            log_group="my_api_log_group",
            lent_to=workbench_function(stack),
        ),
        FunctionResource(
            name="sign_in_function",
            function_name=sign_in,
            directory=LAMBDAS_DIR / "user_sign_in",
            role="sign_in_role",
            environment={"USER_POOL_ID": "user_pool", "CLIENT_ID": "app_client"},
        ),
        FunctionResource(
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
        AuthorizerResource(name="authorizer", authorizer_name=stack, pool="user_pool"),
        AuthorizerResource(
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
            MethodResource(
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
            CorsPreflightResource(
                name=f"options_{path_slug(route.path)}",
                path=route.path,
                http_methods=(route.http_method,),
            )
            for route in ROUTES
        ),
    )


def gateway_responses() -> tuple[Resource, ...]:
    return tuple(
        GatewayResponseResource(name=f"gateway_response_{kind.lower()}", response_type=kind)
        for kind in GATEWAY_RESPONSES
    )


def permissions() -> tuple[Resource, ...]:
    return tuple(
        PermissionResource(
            name=f"permission_{route.slug}",
            function=route.function,
            http_method=route.http_method,
            path=route.path,
        )
        for route in ROUTES
    )


def limits(stack: str) -> tuple[Resource, ...]:
    return (
        UsagePlanResource(
            name="usage_plan",
            plan_name=stack,
            rate_limit=10.0,
            burst_limit=20,
            quota_limit=1000,
            quota_period="DAY",
        ),
        ApiKeyResource(name="api_key", key_name=stack, usage_plan="usage_plan"),
    )


def _user_pool(name: str, pool_name: str) -> UserPoolResource:
    return UserPoolResource(
        name=name,
        pool_name=pool_name,
        settings=POOL_SETTINGS,
        schema=POOL_SCHEMA,
        is_case_sensitive=False,
        mfa=POOL_MFA,
    )


def _log_group(name: str, function_name: str) -> LogGroupResource:
    group_name = f"{FUNCTION_LOGS}{function_name}"
    return LogGroupResource(name=name, group_name=group_name, retention_days=LOG_DAYS)
