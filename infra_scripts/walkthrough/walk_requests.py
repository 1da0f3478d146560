"""KeptRequests: sends HTTP requests and keeps each with its answer until it is taken."""

from collections.abc import Mapping
from typing import Any

from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder


class KeptRequests(HttpRecorder):
    """What a walkthrough sends to its own APIs, in memory only: requests hold tokens."""

    def __init__(self, *, use_proxies: bool) -> None:
        super().__init__(use_proxies=use_proxies)
        self._kept: list[Exchange] = []

    def send(
        self,
        method: str,
        url: str,
        *,
        label: str,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Exchange:
        """Send as HttpRecorder does, and keep the exchange."""
        exchange = super().send(method, url, label=label, headers=headers, body=body)
        self._kept.append(exchange)
        return exchange

    def take(self) -> tuple[Exchange, ...]:
        """Return what was sent since it was taken last, in order."""
        taken, self._kept = tuple(self._kept), []
        return taken
