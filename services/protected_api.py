"""Client of the protected API and the list of its routes, each explained for a newcomer."""

from dataclasses import dataclass

from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder

NO_AUTHORIZER = "NONE"
COGNITO_AUTHORIZER = "COGNITO_USER_POOLS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One GET route; `authorization` is API Gateway's authorization type of the method.

    `accepts` names the token that gets in, `explanation` says what is checked and where.
    """

    id: str
    method: str = "GET"
    path: str
    title: str
    authorization: str
    accepts: str
    explanation: str

    @property
    def is_protected(self) -> bool:
        return self.authorization != NO_AUTHORIZER


ROUTES: tuple[Route, ...] = (
    Route(
        id="open",
        path="/open",
        title="Open",
        authorization=NO_AUTHORIZER,
        accepts="No token needed",
        explanation=(
            "This method has no authorizer. API Gateway passes every request on to the function, "
            "with or without a token, and the function learns nothing about the caller."
        ),
    ),
    Route(
        id="my_api",
        path="/my-api",
        title="Protected",
        authorization=COGNITO_AUTHORIZER,
        accepts="ID token",
        explanation=(
            "The authorizer reads the Authorization header and lets an unexpired ID token of this "
            "user pool in; the function then receives the token's claims. Without scopes on the "
            "method the authorizer expects an ID token, so an access token gets 401."
        ),
    ),
    Route(
        id="scoped",
        path="/my-api/scoped",
        title="Protected by scopes",
        authorization=COGNITO_AUTHORIZER,
        accepts="Access token",
        explanation=(
            "This method lists scopes: authorizer-lab/read and aws.cognito.signin.user.admin. The "
            "authorizer therefore expects an access token whose scope claim holds at least one of "
            "them; sign-in gives every user the second. An ID token has no scopes and gets 401."
        ),
    ),
    Route(
        id="one_client",
        path="/my-api/one-client",
        title="Protected, one app client",
        authorization=COGNITO_AUTHORIZER,
        accepts="ID token of the lab's app client",
        explanation=(
            "A second authorizer with a token validation pattern: the aud claim of the ID token "
            "must be this lab's app client. Other app clients of the same user pool get 401, and "
            "so does an access token, because it has no aud claim."
        ),
    ),
    Route(
        id="admins",
        path="/my-api/admins",
        title="Protected, admins only",
        authorization=COGNITO_AUTHORIZER,
        accepts="ID token of a user in the group admins",
        explanation=(
            "The authorizer checks the token and knows nothing of groups. The function reads the "
            "cognito:groups claim and answers 403 itself unless admins is in it: 401 is the "
            "authorizer's no, 403 is the function's."
        ),
    ),
)


def route(route_id: str) -> Route:
    """Return the route of ROUTES with this id; an unknown id is a KeyError."""
    return {each.id: each for each in ROUTES}[route_id]


class ProtectedApi:
    """Calls routes as a client would; no answer is in the exchange, never an exception."""

    def __init__(self, base_url: str, recorder: HttpRecorder) -> None:
        self._base_url = base_url
        self._recorder = recorder

    def url(self, route: Route) -> str:
        return self._base_url + route.path

    def call(self, route: Route, authorization: str | None, label: str = "") -> Exchange:
        """Send the request and return the exchange.

        `authorization` is the header's exact value; None sends no such header, "" an empty one.
        """
        headers = {} if authorization is None else {"Authorization": authorization}
        return self._recorder.send(
            route.method, self.url(route), label=label or route.title, headers=headers
        )
