"""A ground for the runner without a cloud: an API by hand, tokens of our own, canned answers."""

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from infra_scripts.workbench.methods import api_of_workbench
from services.authorizer.rest_api import COGNITO_USER_POOLS, Api, Authorizer, Method
from services.authorizer.token_checks import Keys
from services.errors import CloudUnreachable, InvalidRequest, Unobtainable
from services.scenarios.scenario import ApiKey, Credential, Place
from services.traffic.exchange import Exchange, Headers
from tests.services.authorizer.cases import KEYS, OTHER_ISSUER, access_token, id_token
from tests.services.tokens.forge import ISSUER, NOW

LAB_ROUTES = ("/open", "/my-api", "/my-api/scoped", "/my-api/one-client", "/my-api/admins")
SCOPES = ("authorizer-lab/read", "aws.cognito.signin.user.admin")
CLIENT = "appclient1"
_id_token = functools.partial(id_token, aud=CLIENT)
TOKENS: dict[Credential, Callable[[], str]] = {
    Credential.NOTHING: str,
    Credential.ID: _id_token,
    Credential.ACCESS: access_token,
    Credential.REFRESH: lambda: _id_token(token_use="refresh"),
    Credential.SCOPED_ACCESS: lambda: access_token(scope="authorizer-lab/read"),
    Credential.ADMIN_ID: lambda: _id_token(**{"cognito:groups": ["admins"]}),
    Credential.OTHER_CLIENT_ID: lambda: id_token(aud="other-client"),
    Credential.OTHER_POOL_ID: lambda: id_token(key="other", iss=OTHER_ISSUER),
    Credential.EXPIRED_ID: lambda: id_token(aud="short-client", exp=NOW - 1),
    Credential.EXPIRED_ACCESS: lambda: access_token(exp=NOW - 1),
    Credential.SIGNED_OUT_ID: _id_token,
    Credential.SIGNED_OUT_ACCESS: access_token,
    Credential.REVOKED_ID: _id_token,
    Credential.REVOKED_ACCESS: access_token,
    Credential.DISABLED_ID: _id_token,
    Credential.DELETED_ID: _id_token,
}


@dataclass(frozen=True, kw_only=True)
class Canned:
    status: int | None = 200
    body: str = "{}"
    headers: Headers = ()


def gateway(status: int, message: str, error_type: str) -> Canned:
    """An error of API Gateway itself."""
    body = json.dumps({"message": message})
    return Canned(status=status, body=body, headers=(("x-amzn-ErrorType", error_type),))


def function(route: str, status: int = 200) -> Canned:
    """An answer of the my-api function."""
    return Canned(status=status, body=json.dumps({"route": route, "claims": {}}))


U401 = gateway(401, "Unauthorized", "UnauthorizedException")


def lab_api() -> Api:
    protected = Method(
        http_method="GET",
        path="",
        authorization=COGNITO_USER_POOLS,
        authorizer_id="pool",
        function_name="my-api",
    )
    special = {
        "/open": {"authorization": "NONE", "authorizer_id": ""},
        "/my-api/scoped": {"scopes": SCOPES},
        "/my-api/one-client": {"authorizer_id": "one-client"},
    }
    gets = [replace(protected, path=path, **special.get(path, {})) for path in LAB_ROUTES]
    pool = Authorizer(id="pool", name="pool", issuers=(ISSUER,))
    one = replace(pool, id="one-client", name="one-client", audience_pattern=f"^{CLIENT}$")
    return Api(
        id="lab",
        base_url="https://lab.example/demo",
        stage="demo",
        methods=(*gets, *(Method(http_method="OPTIONS", path=path) for path in LAB_ROUTES)),
        authorizers=(pool, one),
    )


@dataclass(kw_only=True)
class FakeGround:
    """Answers with `answers` in turn, the last one again and again; records what was sent."""

    answers: tuple[Canned, ...] = (Canned(),)
    is_local: bool = True
    lab: Api = field(default_factory=lab_api)
    unobtainable: tuple[Credential, ...] = ()
    refused: tuple[Credential, ...] = ()
    is_dead: bool = False
    sent: list[Exchange] = field(default_factory=list)

    def api(self, place: Place) -> Api:
        if place is Place.LAB:
            return self.lab
        issuers = {"user_pool": ISSUER, "other_user_pool": OTHER_ISSUER}
        return api_of_workbench("workbench", "https://workbench.example/demo", issuers)

    def keys(self) -> Keys:
        return KEYS

    def require_cloud(self) -> None:
        if self.is_dead:
            raise CloudUnreachable("No connection for get_caller_identity.")

    def credential(self, credential: Credential) -> str:
        if credential is not Credential.NOTHING:
            self.require_cloud()
        if credential in self.unobtainable:
            raise Unobtainable("No token has expired yet.", hint="Run this again later.")
        if credential in self.refused:
            raise InvalidRequest("Auth flow not enabled for this client.", hint="Look at it.")
        return TOKENS[credential]()

    def api_key(self, key: ApiKey) -> str:
        return "" if key is ApiKey.NOTHING else f"key-{key.name}"

    def send(
        self, http_method: str, url: str, *, label: str, headers: Headers, body: str | None
    ) -> Exchange:
        canned = self.answers[min(len(self.sent), len(self.answers) - 1)]
        exchange = Exchange(
            id=f"e{len(self.sent)}",
            label=label,
            started_at=float(NOW),
            duration_ms=1.0,
            method=http_method,
            url=url,
            request_headers=headers,
            request_body=body,
            status=canned.status,
            response_headers=canned.headers,
            response_body=canned.body,
            failure="" if canned.status else "No answer in time.",
        )
        self.sent.append(exchange)
        return exchange
