"""The workbench's methods and authorizers as data: one for each setting a scenario needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.api.routes import CUSTOM_SCOPE
from services.authorizer.rest_api import (
    COGNITO_USER_POOLS,
    NONE,
    Api,
    Authorizer,
    Function,
    Method,
)
from services.tokens.glossary import SIGN_IN_SCOPE

STAGE = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbenchAuthorizer:
    """A COGNITO_USER_POOLS authorizer; `pools` are logical names of the lab's user pools.

    `source` is the header that its token source names.
    """

    name: str
    pools: tuple[str, ...] = ("user_pool",)
    source: str = "Authorization"
    audience_pattern: str = ""
    is_deleted_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbenchMethod:
    """A method; one that is not `is_deployed` is added after the deployment was made."""

    path: str
    http_method: str = "GET"
    authorizer: str = ""
    scopes: tuple[str, ...] = ()
    api_key_required: bool = False
    required_query: tuple[str, ...] = ()
    body_schema: Mapping[str, Any] | None = None
    function: Function = Function.ANSWERS
    is_deployed: bool = True


AUTHORIZERS: tuple[WorkbenchAuthorizer, ...] = (
    WorkbenchAuthorizer(name="plain"),
    WorkbenchAuthorizer(name="two-pools", pools=("user_pool", "other_user_pool")),
    WorkbenchAuthorizer(name="pattern-fits", audience_pattern="^[A-Za-z0-9]+$"),
    WorkbenchAuthorizer(name="pattern-does-not-fit", audience_pattern="^no-such-app-client$"),
    WorkbenchAuthorizer(name="other-source", source="X-Auth-Token"),
    WorkbenchAuthorizer(name="lost", is_deleted_later=True),
)
METHODS: tuple[WorkbenchMethod, ...] = (
    WorkbenchMethod(path="/read-only", authorizer="plain", scopes=(CUSTOM_SCOPE,)),
    WorkbenchMethod(path="/two-pools", authorizer="two-pools"),
    WorkbenchMethod(path="/pattern-fits", authorizer="pattern-fits"),
    WorkbenchMethod(
        path="/pattern-fits-scoped", authorizer="pattern-fits", scopes=(SIGN_IN_SCOPE,)
    ),
    WorkbenchMethod(path="/pattern-does-not-fit", authorizer="pattern-does-not-fit"),
    WorkbenchMethod(path="/other-source", authorizer="other-source"),
    WorkbenchMethod(path="/key", api_key_required=True),
    WorkbenchMethod(path="/key-and-token", authorizer="plain", api_key_required=True),
    WorkbenchMethod(path="/search", required_query=("q",)),
    WorkbenchMethod(
        path="/orders",
        http_method="POST",
        body_schema={
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}},
        },
    ),
    WorkbenchMethod(path="/raises", authorizer="plain", function=Function.FAILS),
    WorkbenchMethod(path="/bare-text", authorizer="plain", function=Function.MALFORMED),
    # The function's policy allows GET on every path, so this one has another HTTP method.
    WorkbenchMethod(
        path="/no-permission",
        http_method="PUT",
        authorizer="plain",
        function=Function.NO_PERMISSION,
    ),
    WorkbenchMethod(path="/no-function", authorizer="plain", function=Function.MISSING),
    WorkbenchMethod(path="/lost-authorizer", authorizer="lost"),
    WorkbenchMethod(path="/not-deployed", is_deployed=False),
)
ALLOWED_SOURCES = (f"{STAGE}/GET/*", f"{STAGE}/POST/orders")


def api_of_workbench(api_id: str, base_url: str, issuers: Mapping[str, str]) -> Api:
    """Return the workbench as the decision reads it: what is deployed, not what is configured.

    `issuers` maps the logical names of the user pools to their issuers.
    """
    return Api(
        id=api_id,
        base_url=base_url,
        stage=STAGE,
        methods=tuple(_method(method) for method in METHODS if method.is_deployed),
        authorizers=tuple(
            Authorizer(
                id=each.name,
                name=each.name,
                issuers=tuple(issuers[pool] for pool in each.pools),
                token_header=each.source,
                audience_pattern=each.audience_pattern,
            )
            for each in AUTHORIZERS
            if not each.is_deleted_later
        ),
    )


def _method(method: WorkbenchMethod) -> Method:
    return Method(
        http_method=method.http_method,
        path=method.path,
        authorization=COGNITO_USER_POOLS if method.authorizer else NONE,
        authorizer_id=method.authorizer,
        scopes=method.scopes,
        api_key_required=method.api_key_required,
        required_parameters=method.required_query,
        body_schema=method.body_schema,
        function_name="workbench",
        function=method.function,
    )
