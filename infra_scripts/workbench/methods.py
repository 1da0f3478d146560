"""The workbench's methods and authorizers as data: one for each thing a scenario needs to be so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra_scripts.lab_stack import CUSTOM_SCOPE
from services.authorizer.settings import (
    COGNITO_USER_POOLS,
    NONE,
    SIGN_IN_SCOPE,
    Api,
    Authorizer,
    Function,
    Method,
)

STAGE = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchAuthorizer:
    """A COGNITO_USER_POOLS authorizer; `pools` are logical names of the lab's user pools.

    `source` is the header that its token source names.
    """

    name: str
    pools: tuple[str, ...] = ("user_pool",)
    source: str = "Authorization"
    audience_pattern: str = ""
    is_deleted_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchMethod:
    """A method; one that is not `is_deployed` is added after the deployment was made."""

    path: str
    verb: str = "GET"
    authorizer: str = ""
    scopes: tuple[str, ...] = ()
    api_key_required: bool = False
    required_query: tuple[str, ...] = ()
    body_schema: Mapping[str, Any] | None = None
    function: Function = Function.ANSWERS
    is_deployed: bool = True


AUTHORIZERS: tuple[BenchAuthorizer, ...] = (
    BenchAuthorizer(name="plain"),
    BenchAuthorizer(name="two-pools", pools=("user_pool", "other_user_pool")),
    BenchAuthorizer(name="pattern-fits", audience_pattern="^[A-Za-z0-9]+$"),
    BenchAuthorizer(name="pattern-does-not-fit", audience_pattern="^no-such-app-client$"),
    BenchAuthorizer(name="other-source", source="X-Auth-Token"),
    BenchAuthorizer(name="lost", is_deleted_later=True),
)
METHODS: tuple[BenchMethod, ...] = (
    BenchMethod(path="/read-only", authorizer="plain", scopes=(CUSTOM_SCOPE,)),
    BenchMethod(path="/two-pools", authorizer="two-pools"),
    BenchMethod(path="/pattern-fits", authorizer="pattern-fits"),
    BenchMethod(path="/pattern-fits-scoped", authorizer="pattern-fits", scopes=(SIGN_IN_SCOPE,)),
    BenchMethod(path="/pattern-does-not-fit", authorizer="pattern-does-not-fit"),
    BenchMethod(path="/other-source", authorizer="other-source"),
    BenchMethod(path="/key", api_key_required=True),
    BenchMethod(path="/key-and-token", authorizer="plain", api_key_required=True),
    BenchMethod(path="/search", required_query=("q",)),
    BenchMethod(
        path="/orders",
        verb="POST",
        body_schema={
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}},
        },
    ),
    BenchMethod(path="/raises", authorizer="plain", function=Function.FAILS),
    BenchMethod(path="/bare-text", authorizer="plain", function=Function.MALFORMED),
    # The function's policy allows GET on every path, so this one has another verb.
    BenchMethod(
        path="/no-permission", verb="PUT", authorizer="plain", function=Function.NO_PERMISSION
    ),
    BenchMethod(path="/no-function", authorizer="plain", function=Function.MISSING),
    BenchMethod(path="/lost-authorizer", authorizer="lost"),
    BenchMethod(path="/not-deployed", is_deployed=False),
)
ALLOWED_SOURCES = (f"{STAGE}/GET/*", f"{STAGE}/POST/orders")


def bench_api(api_id: str, base_url: str, issuers: Mapping[str, str]) -> Api:
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


def _method(method: BenchMethod) -> Method:
    return Method(
        verb=method.verb,
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
