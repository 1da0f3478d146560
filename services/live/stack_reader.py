"""Reading a stack's live configuration for the check-up; it only reads, and keeps no secret."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from services.api.routes import ROUTES
from services.cloud.aws import Aws
from services.errors import AccessDenied, ResourceNotFound
from services.home.outputs import StackOutputs, issuer_of
from services.live.domain_reader import read_domains
from services.live.front_reader import read_front
from services.live.rest_api_reader import read_api, read_policy
from services.live.secret_variables import why_secret
from services.live.stack_snapshot import (
    AppClientSettings,
    DeployedState,
    FunctionState,
    LiveStack,
    Statement,
    UserPoolSettings,
)
from services.live.user_pools import app_client_of, user_pool_of

# Which routes should be open, list scopes, or accept one app client: the check-up compares them.
ALL_ROUTES = frozenset((each.http_method, each.path) for each in ROUTES)
OPEN_ROUTES = frozenset((each.http_method, each.path) for each in ROUTES if not each.is_protected)
SCOPED_ROUTES = frozenset((each.http_method, each.path) for each in ROUTES if each.scopes)
ONE_CLIENT_ROUTES = frozenset(
    (each.http_method, each.path) for each in ROUTES if each.takes_one_client
)
_POOLS = ("user_pool", "other_user_pool")
_FUNCTIONS = ("sign_in_function", "my_api_function")
_ORIGIN = "gatewayresponse.header.Access-Control-Allow-Origin"
_Part = TypeVar("_Part")


def read_live_stack(aws: Aws, outputs: StackOutputs) -> LiveStack:
    """Return the stack's configuration; a part that the caller may not read is None and named.

    Raises an AwsError when the API itself cannot be read.
    """
    reader = _Reader(aws, outputs)
    environment = reader.may(
        "The functions' environments",
        lambda: {name: reader.environment(name) for name in reader.function_names()},
    )
    pools = reader.may("User pools", reader.pools)
    signs_in = (environment or {}).get(reader.name_of("sign_in_function"), {})
    return LiveStack(
        stack=outputs.stack,
        stage=outputs.stage,
        is_local=aws.settings.is_local,
        issuer=outputs.issuer,
        api=read_api(
            aws,
            rest_api_id=outputs.rest_api_id,
            stage=outputs.stage,
            base_url=outputs.base_url,
        ),
        api_arn=_api_arn(outputs),
        routes=ALL_ROUTES,
        open_routes=OPEN_ROUTES,
        scoped_routes=SCOPED_ROUTES,
        one_client_routes=ONE_CLIENT_ROUTES,
        sign_in_issuer=_issuer_of(outputs.region, signs_in.get("USER_POOL_ID", "")),
        sign_in_client=signs_in.get("CLIENT_ID", ""),
        clients=reader.may("App clients", reader.clients),
        functions=reader.may("The functions' policies", lambda: reader.functions(environment)),
        cors_responses=reader.may(
            "Gateway responses", lambda: read_cors_responses(aws, outputs.rest_api_id)
        ),
        stages=reader.may("Stages", reader.stages),
        deployed=reader.may("The stage's deployment", reader.deployed),
        closed_throttles=reader.may("The stage's throttle", reader.closed_throttles),
        pools=pools,
        front=reader.may(
            "What stands in front of the API",
            lambda: read_front(aws, outputs.rest_api_id, outputs.stage),
        ),
        domains=reader.may("Custom domains", lambda: read_domains(aws)),
        gone_issuers=reader.issuers_missing_in(pools),
        unread=tuple(reader.unread),
    )


def read_cors_responses(aws: Aws, rest_api_id: str) -> dict[str, bool]:
    """Return the customised gateway responses, each with whether it adds
    Access-Control-Allow-Origin."""
    items = aws.pages("apigateway", "get_gateway_responses", restApiId=rest_api_id)
    return {
        item["responseType"]: _ORIGIN in (item.get("responseParameters") or {})
        for item in items
        if not item.get("defaultResponse")
    }


class _Reader:
    """Reads one part after the other and remembers which it may not read."""

    def __init__(self, aws: Aws, outputs: StackOutputs) -> None:
        self._aws = aws
        self._outputs = outputs
        self._api = {"restApiId": outputs.rest_api_id}
        self.unread: list[str] = []

    def may(self, part: str, read: Callable[[], _Part]) -> _Part | None:
        try:
            return read()
        except AccessDenied:
            self.unread.append(part)
            return None

    def name_of(self, logical_name: str) -> str:
        entry = self._outputs.resources.get(logical_name)
        return entry.id if entry else ""

    def function_names(self) -> list[str]:
        return [name for name in map(self.name_of, _FUNCTIONS) if name]

    def environment(self, name: str) -> dict[str, str]:
        """Return a function's variables; they may be secret, so they never leave this module."""
        try:
            answer = self._aws.call("lambda", "get_function_configuration", FunctionName=name)
        except ResourceNotFound:
            return {}
        return dict((answer.get("Environment") or {}).get("Variables") or {})

    def functions(
        self, environment: Mapping[str, Mapping[str, str]] | None
    ) -> tuple[FunctionState, ...]:
        return tuple(
            FunctionState(
                name=name,
                secret_variables=None if environment is None else _secrets(environment[name]),
                statements=tuple(map(_statement, read_policy(self._aws, name) or ())),
            )
            for name in self.function_names()
        )

    def clients(self) -> tuple[AppClientSettings, ...]:
        pools = [pool for pool in map(self.name_of, _POOLS) if pool]
        return tuple(client for pool in pools for client in self._clients_of(pool))

    def _clients_of(self, pool_id: str) -> list[AppClientSettings]:
        items = self._aws.pages("cognito-idp", "list_user_pool_clients", UserPoolId=pool_id)
        try:
            return [self._client(pool_id, item["ClientId"]) for item in items]
        except ResourceNotFound:  # the pool is gone, and its clients with it
            return []

    def _client(self, pool_id: str, client_id: str) -> AppClientSettings:
        answer = self._aws.call(
            "cognito-idp", "describe_user_pool_client", UserPoolId=pool_id, ClientId=client_id
        )
        return app_client_of(answer["UserPoolClient"], issuer_of(self._outputs.region, pool_id))

    def pools(self) -> tuple[UserPoolSettings, ...]:
        """Return those of the stack's user pools that exist."""
        pools = map(self._pool, filter(None, map(self.name_of, _POOLS)))
        return tuple(pool for pool in pools if pool is not None)

    def _pool(self, pool_id: str) -> UserPoolSettings | None:
        issuer = issuer_of(self._outputs.region, pool_id)
        try:
            answer = self._aws.call("cognito-idp", "describe_user_pool", UserPoolId=pool_id)
        except ResourceNotFound:
            return None
        return user_pool_of(answer["UserPool"], issuer)

    def issuers_missing_in(self, pools: tuple[UserPoolSettings, ...] | None) -> frozenset[str]:
        """Return the issuers of the stack's user pools that do not exist; none when unread."""
        known = {pool.issuer for pool in pools or ()}
        named = [pool for pool in map(self.name_of, _POOLS) if pool and pools is not None]
        return frozenset(issuer_of(self._outputs.region, pool) for pool in named) - known

    @cached_property
    def _stage(self) -> dict[str, Any] | None:
        try:
            return self._aws.call(
                "apigateway", "get_stage", stageName=self._outputs.stage, **self._api
            )
        except ResourceNotFound:
            return None

    def closed_throttles(self) -> tuple[str, ...]:
        """Return which of the stage's method settings have a rate or a burst of 0."""
        limits = ("throttlingRateLimit", "throttlingBurstLimit")
        settings: Mapping[str, Mapping[str, object]] = (self._stage or {}).get(
            "methodSettings"
        ) or {}
        return tuple(
            sorted(
                methods
                for methods, each in settings.items()
                if any(each.get(limit) == 0 for limit in limits)
            )
        )

    def stages(self) -> tuple[str, ...]:
        answer = self._aws.call("apigateway", "get_stages", **self._api)
        return tuple(sorted(item["stageName"] for item in answer.get("item") or ()))

    def deployed(self) -> DeployedState | None:
        """Return what the stage serves, as AWS keeps it of a deployment: methods and their type."""
        if self._stage is None:
            return None
        try:
            deployment = self._aws.call(
                "apigateway",
                "get_deployment",
                deploymentId=self._stage["deploymentId"],
                embed=["apisummary"],
                **self._api,
            )
        except ResourceNotFound:
            return None
        items = self._aws.pages("apigateway", "get_deployments", **self._api)
        newest = max(items, key=lambda item: (item["createdDate"], item["id"] == deployment["id"]))
        return DeployedState(
            deployment_id=deployment["id"],
            newest_deployment_id=newest["id"],
            methods={
                (http_method, path): snapshot.get("authorizationType") or ""
                for path, http_methods in (deployment.get("apiSummary") or {}).items()
                for http_method, snapshot in http_methods.items()
            },
        )


def _statement(item: Mapping[str, Any]) -> Statement:
    principal = item.get("Principal")
    named = principal if isinstance(principal, str) else next(iter((principal or {}).values()), "")
    conditions = {
        key.lower(): value
        for pairs in (item.get("Condition") or {}).values()
        for key, value in pairs.items()
    }
    source = conditions.pop("aws:sourcearn", "")
    return Statement(
        id=item.get("Sid", ""),
        principal=named if isinstance(named, str) else ", ".join(map(str, named)),
        source_arn=source if isinstance(source, str) else " ".join(map(str, source)),
        has_other_condition=bool(conditions),
    )


def _secrets(environment: Mapping[str, str]) -> dict[str, str]:
    reasons = {name: why_secret(name, value) for name, value in environment.items()}
    return {name: reason for name, reason in reasons.items() if reason}


def _issuer_of(region: str, pool_id: str) -> str:
    return issuer_of(region, pool_id) if pool_id else ""


def _api_arn(outputs: StackOutputs) -> str:
    """Return execute-api's ARN of the REST API, made of the user pool's partition and account."""
    _, partition, _, region, account = outputs.user_pool_arn.split(":")[:5]
    return f"arn:{partition}:execute-api:{region}:{account}:{outputs.rest_api_id}"
