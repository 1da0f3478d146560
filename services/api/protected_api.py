"""Client of the protected API: calls a route as any client would."""

from services.api.routes import Route
from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder


class ProtectedApi:
    """Calls routes as a client would. Without an answer the exchange says so; nothing is raised."""

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
            route.http_method, self.url(route), label=label or route.title, headers=headers
        )
