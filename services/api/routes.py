"""The one table of the REST API's routes: how each is protected, and what a newcomer is told."""

from dataclasses import dataclass

from services.tokens.glossary import SIGN_IN_SCOPE

CUSTOM_SCOPE = "authorizer-lab/read"
_SIGN_IN = "sign_in_function"
_MY_API = "my_api_function"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route; `function` and `authorizer` are logical names of the stack's resources.

    A route without `authorizer` is open. Of a route that people call, `accepts` names the token
    that gets in, and `explanation` says what is checked and where.
    """

    id: str
    http_method: str = "GET"
    path: str
    function: str = _MY_API
    authorizer: str = ""
    takes_one_client: bool = False
    scopes: tuple[str, ...] = ()
    title: str
    accepts: str = "No token needed"
    explanation: str = ""

    @property
    def is_protected(self) -> bool:
        return bool(self.authorizer)

    @property
    def slug(self) -> str:
        """Return the route as part of a resource's logical name, for example "get_my_api"."""
        return f"{self.http_method.lower()}_{path_slug(self.path)}"


def path_slug(path: str) -> str:
    return path.strip("/").replace("/", "_").replace("-", "_")


SIGN_IN_ROUTES: tuple[Route, ...] = (
    Route(
        id="sign_in",
        http_method="POST",
        path="/user-sign-in",
        function=_SIGN_IN,
        title="Sign in",
    ),
    Route(
        id="challenge",
        http_method="POST",
        path="/user-sign-in/challenge",
        function=_SIGN_IN,
        title="Complete a challenge",
    ),
    Route(
        id="refresh",
        http_method="POST",
        path="/user-sign-in/refresh",
        function=_SIGN_IN,
        title="Refresh the tokens",
    ),
)
MY_API_ROUTES: tuple[Route, ...] = (
    Route(
        id="open",
        path="/open",
        title="Open",
        explanation=(
            "This method has no authorizer. API Gateway passes every request on to the function, "
            "with or without a token, and the function learns nothing about the caller."
        ),
    ),
    Route(
        id="my_api",
        path="/my-api",
        title="Protected",
        authorizer="authorizer",
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
        authorizer="authorizer",
        scopes=(CUSTOM_SCOPE, SIGN_IN_SCOPE),
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
        authorizer="one_client_authorizer",
        takes_one_client=True,
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
        authorizer="authorizer",
        accepts="ID token of a user in the group admins",
        explanation=(
            "The authorizer checks the token and knows nothing of groups. The function reads the "
            "cognito:groups claim and answers 403 itself unless admins is in it: 401 is the "
            "authorizer's no, 403 is the function's."
        ),
    ),
)
ROUTES = (*SIGN_IN_ROUTES, *MY_API_ROUTES)


def route(route_id: str) -> Route:
    """Return the route of ROUTES with this id; an unknown id is a KeyError."""
    return {each.id: each for each in ROUTES}[route_id]
