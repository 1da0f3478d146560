"""An address of our own: where a browser fetches the new cookie of a renewed session.

Streamlit's pages live on a websocket, which cannot set a cookie. So a tab that renewed its session
draws an image from here; the ticket in its address is known to that tab alone and works once.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages._server.session_cookies import cookie_name, give_cookie
from pages._server.session_store import SessionStore

_PATH = "/lab/session/"
_IMAGE = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def renewal_address(ticket: str) -> str:
    return f"{_PATH}{ticket}"


def renewal_route(store: SessionStore) -> Route:
    """Return the route for `st.App`."""

    async def renew(request: Request) -> Response:
        """Answer with an empty image, and with the cookie when the ticket is good."""
        host = request.headers["host"]
        answer = Response(_IMAGE, media_type="image/svg+xml", headers={"cache-control": "no-store"})
        # Another site's page must not give this browser a session of that site's choice.
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return Response(status_code=403)
        presented = request.cookies.get(cookie_name(host), "")
        if cookie := store.redeem(request.path_params["ticket"], presented):
            give_cookie(answer, host, cookie)
        return answer

    return Route(f"{_PATH}{{ticket}}", renew, methods=["GET"])
