"""An address of our own: where the own script gets a token that is copied without being shown.

So the token is in no element of the page. The middleware has already refused every host and origin
but the lab's own; the browser's cookie says whose token it is.
"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages._server.session_cookies import cookie_name
from pages._server.session_store import SessionStore
from services.api.sign_in import TokenSet


def token_route(store: SessionStore) -> Route:
    """Return the route for `st.App`: `POST /lab/token/id`, `access` or `refresh`."""

    async def give(request: Request) -> Response:
        """Answer with the token of the user who is signed in; 404 when there is none."""
        session = store.open(request.cookies.get(cookie_name(request.headers["host"]), ""))
        tokens = session.tokens if session else None
        text = _text(tokens, request.path_params["use"]) if tokens else ""
        return PlainTextResponse(
            text, status_code=200 if text else 404, headers={"cache-control": "no-store"}
        )

    return Route("/lab/token/{use}", give, methods=["POST"])


def _text(tokens: TokenSet, use: str) -> str:
    texts = {
        "id": tokens.id_token,
        "access": tokens.access_token,
        "refresh": tokens.refresh_token,
    }
    return texts.get(use, "")
