"""LiveStack: a stack's configuration as the check-up reads it; holds no secret, calls nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.authorizer.rest_api import Api
from services.live.front_settings import CustomDomain, FrontSettings
from services.tokens.glossary import SIGN_IN_SCOPE

ALLOW_PASSWORD = "ALLOW_ADMIN_USER_PASSWORD_AUTH"  # noqa: S105 - a flow's name
ALLOW_REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"
ALLOW_CLIENT_TOKEN = "ALLOW_CLIENT_TOKEN_AUTH"  # noqa: S105 - a flow's name


@dataclass(frozen=True, slots=True, kw_only=True)
class AppClientSettings:
    """One app client; lifetimes are minutes.

    `oauth_scopes` are those that OAuth or GetClientToken may grant, empty where neither is on.
    """

    id: str
    name: str
    issuer: str
    flows: frozenset[str]
    oauth_scopes: frozenset[str] = frozenset()
    id_minutes: float
    access_minutes: float
    refresh_minutes: float
    hides_unknown_users: bool
    rotates_refresh_tokens: bool = False

    @property
    def grants(self) -> frozenset[str]:
        """Return every scope that some flow of this client by itself puts into an access token.

        GetClientToken signs in an application, not a user, and allows no other flow beside it.
        """
        signs_in = self.flows - {ALLOW_REFRESH, ALLOW_CLIENT_TOKEN}
        return self.oauth_scopes | (frozenset({SIGN_IN_SCOPE}) if signs_in else frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPoolSettings:
    """One user pool that exists; `issuer` is its issuer in the original form.

    `has_updated_issuer` tells that its tokens name the updated form instead,
    `changes_access_tokens` that a trigger may add scopes and claims to them.
    """

    issuer: str
    has_updated_issuer: bool = False
    changes_access_tokens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One Allow statement of a function's policy; `source_arn` is empty for no such condition."""

    id: str
    principal: str
    source_arn: str
    has_other_condition: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionState:
    """One function: what gives a secret away, by variable and reason, and who may invoke it.

    `secret_variables` is None when its environment could not be read.
    """

    name: str
    secret_variables: Mapping[str, str] | None = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedState:
    """What the stage serves: the authorization of each HTTP method and path, "" if not told."""

    deployment_id: str
    newest_deployment_id: str
    methods: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveStack:
    """The configuration of one stack now. None in a field means: it could not be read.

    `issuer` is of the stack's user pool, `sign_in_issuer` of the pool and `sign_in_client` the id
    of the client that the sign-in function uses. `api_arn` is execute-api's ARN of the REST API.
    `cors_responses` are the customised gateway responses, each with whether it adds
    Access-Control-Allow-Origin. `closed_throttles` are the stage's method settings, such as */*,
    whose rate or burst is 0, `gone_issuers` those of this stack's user pools that do not exist.
    `front` is what stands in front of the methods, `domains` are the account's custom domains.
    `routes` are all methods that the stack should have, except OPTIONS. Of them `open_routes`
    should have no authorizer, `scoped_routes` list scopes, and `one_client_routes` accept only
    tokens of the sign-in's app client.
    """

    stack: str
    stage: str
    is_local: bool
    issuer: str
    api: Api
    api_arn: str
    routes: frozenset[tuple[str, str]] = frozenset()
    open_routes: frozenset[tuple[str, str]]
    scoped_routes: frozenset[tuple[str, str]] = frozenset()
    one_client_routes: frozenset[tuple[str, str]] = frozenset()
    sign_in_issuer: str
    sign_in_client: str
    clients: tuple[AppClientSettings, ...] | None
    functions: tuple[FunctionState, ...] | None
    cors_responses: Mapping[str, bool] | None
    stages: tuple[str, ...] | None
    deployed: DeployedState | None
    closed_throttles: tuple[str, ...] | None = ()
    pools: tuple[UserPoolSettings, ...] | None = ()
    gone_issuers: frozenset[str] = frozenset()
    front: FrontSettings | None = field(default_factory=FrontSettings)
    domains: tuple[CustomDomain, ...] | None = ()
    unread: tuple[str, ...] = ()
