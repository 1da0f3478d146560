"""A small API, a request and good tokens, that the decision's tests change one thing of."""

from dataclasses import replace
from typing import Any

from services.authorizer.decision import Decision, decide_call
from services.authorizer.rest_api import (
    COGNITO_USER_POOLS,
    Api,
    Authorizer,
    Conditions,
    Method,
    Request,
)
from services.authorizer.token_checks import Keys
from tests.services.tokens.forge import (
    ACCESS_CLAIMS,
    ID_CLAIMS,
    ISSUER,
    NOW,
    jwk,
    signed,
)

OTHER_ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"
KEYS: Keys = {ISSUER: {"pool": jwk("pool")}, OTHER_ISSUER: {"other": jwk("other")}}
USER_SCOPE = "aws.cognito.signin.user.admin"
POOL = Authorizer(id="auth1", name="pool", issuers=(ISSUER,))
MY_API = Method(
    http_method="GET",
    path="/my-api",
    authorization=COGNITO_USER_POOLS,
    authorizer_id="auth1",
    function_name="my-api",
)
SCOPED = replace(MY_API, path="/scoped", scopes=("lab/read", USER_SCOPE))
OPEN = Method(http_method="GET", path="/open", function_name="my-api")
PREFLIGHT = Method(http_method="OPTIONS", path="/my-api")
NO_LIMITS = Conditions()


def id_token(*, key: str = "pool", header: dict[str, Any] | None = None, **claims: Any) -> str:
    """Return a signed ID token with these claims changed; None takes a claim away."""
    return signed(_changed(ID_CLAIMS, claims), key=key, **(header or {}))


def access_token(**claims: Any) -> str:
    return signed(_changed(ACCESS_CLAIMS | {"scope": USER_SCOPE}, claims))


def api_of(*methods: Method, authorizer: Authorizer = POOL) -> Api:
    return Api(
        id="api1",
        base_url="https://api1.example/demo",
        stage="demo",
        methods=methods or (MY_API, SCOPED, OPEN, PREFLIGHT),
        authorizers=(authorizer,),
    )


def decide(
    token: str | None = None,
    *,
    path: str = "/my-api",
    http_method: str = "GET",
    stage: str = "demo",
    headers: tuple[tuple[str, str], ...] = (),
    query: tuple[tuple[str, str], ...] = (),
    body: str = "",
    api: Api | None = None,
    conditions: Conditions = NO_LIMITS,
    keys: Keys = KEYS,
    now: float = NOW,
) -> Decision:
    """Decide one call; `token` is the Authorization header's value, None for no header."""
    sent = headers if token is None else (("Authorization", token), *headers)
    request = Request(
        http_method=http_method, stage=stage, path=path, headers=sent, query=query, body=body
    )
    return decide_call(request, api or api_of(), keys, now, conditions)


def _changed(claims: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (claims | changes).items() if value is not None}
