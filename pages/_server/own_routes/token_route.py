"""An address of our own: where the own script gets a token that is copied without being shown.

So the token is in no element of the page. The middleware has already refused every host and origin
but the lab's own. The browser's cookie says whose token it is, and a fingerprint which one the page
shows: another tab may have signed in somebody else since.
"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages._server.session_cookies import cookie_name
from pages._server.session_store import SessionStore
from services.api.sign_in import TokenSet
from services.traffic.redaction import fingerprint

_SHOWN = "x-lab-token-shown"


def token_route(store: SessionStore) -> Route:
    """Return the route for `st.App`: `POST /lab/token/id`, `access` or `refresh`."""

    async def give(request: Request) -> Response:
        """Answer with the token that the page shows; 404 when there is none, 409 for another."""
        session = store.find(request.cookies.get(cookie_name(request.headers["host"]), ""))
        tokens = session.tokens if session else None
        text = _text(tokens, request.path_params["use"]) if tokens else ""
        if text and request.headers.get(_SHOWN) != fingerprint(text):
            return Response(status_code=409, headers={"cache-control": "no-store"})
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
