"""Decisions to draw, made by the decision engine from one small API and tokens of its pool."""

from services.authorizer.decision import Decision, decide_call
from services.authorizer.rest_api import (
    COGNITO_USER_POOLS,
    Api,
    Authorizer,
    Conditions,
    Function,
    Method,
    Request,
)
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, ISSUER, NOW, jwk, signed

ID_TOKEN = signed(ID_CLAIMS)
ACCESS_TOKEN = signed(ACCESS_CLAIMS)


def _protected(path: str, authorizer_id: str = "a1", **more: object) -> Method:
    return Method(
        http_method="GET",
        path=path,
        authorization=COGNITO_USER_POOLS,
        authorizer_id=authorizer_id,
        function_name="greet",
        **more,  # type: ignore[arg-type]
    )


API = Api(
    id="api1",
    base_url="https://api1.execute-api.us-east-1.amazonaws.com/demo",
    stage="demo",
    methods=(
        Method(http_method="GET", path="/open", function_name="greet"),
        Method(http_method="OPTIONS", path="/my-api"),
        _protected("/my-api"),
        _protected("/scoped", scopes=("lab/read",)),
        _protected("/one-client", "a2"),
        _protected("/no-authorizer", "gone"),
        _protected("/keyed", api_key_required=True),
        _protected("/search", required_parameters=("page",)),
        _protected("/notes", body_schema={"type": "object", "required": ["text"]}),
        _protected("/denied", function=Function.NO_PERMISSION),
        _protected("/broken", function=Function.FAILS),
    ),
    authorizers=(
        Authorizer(id="a1", name="lab", issuers=(ISSUER,)),
        Authorizer(id="a2", name="one", issuers=(ISSUER,), audience_pattern="^another$"),
    ),
)


NO_LIMITS = Conditions()


def decided(
    path: str,
    token: str | None = ID_TOKEN,
    *,
    http_method: str = "GET",
    stage: str = "demo",
    api_key: str = "",
    conditions: Conditions = NO_LIMITS,
    now: float = NOW,
) -> Decision:
    """Return the decision of one call with this token; None sends no header."""
    headers = [("x-api-key", api_key)] if api_key else []
    if token is not None:
        headers.append(("Authorization", f"Bearer {token}"))
    request = Request(http_method=http_method, stage=stage, path=path, headers=tuple(headers))
    return decide_call(request, API, {ISSUER: {"pool": jwk("pool")}}, now, conditions)
