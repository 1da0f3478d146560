"""The address at which the palette asks what there is to find; only our own pages are answered."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pages._server.session_cookies import SessionCookies, cookie_name

Entries = Callable[[], list[dict[str, str]]]


def entries_route(cookies: SessionCookies, entries: Entries) -> Route:
    """Return the route for `st.App`; it answers whoever holds a session cookie of this server."""

    async def answer(request: Request) -> Response:
        held = request.cookies.get(cookie_name(request.headers["host"]), "")
        is_ours = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        if not (is_ours and cookies.is_ours(held)):
            return Response(status_code=403)
        found = await run_in_threadpool(entries)  # it asks the cloud for users
        return JSONResponse(found, headers={"cache-control": "no-store"})

    return Route("/lab/entries", answer, methods=["GET"])
