"""Exchange: one HTTP request and its answer, as a value; sends nothing."""

from dataclasses import dataclass, field

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request that was sent and what came back.

    `started_at` is epoch seconds, `duration_ms` wall time to the last byte of the body. Headers
    keep their order and spelling. `status` is None and `failure` a sentence when no answer came.
    Bodies, headers and a query string may hold passwords and tokens, so they and the address stay
    out of the repr: show an exchange through `services.traffic.redaction`.
    """

    id: str
    label: str
    started_at: float
    duration_ms: float
    method: str
    url: str = field(repr=False)
    request_headers: Headers = field(repr=False)
    request_body: str | None = field(default=None, repr=False)
    status: int | None = None
    reason: str = ""
    response_headers: Headers = field(default=(), repr=False)
    response_body: str = field(default="", repr=False)
    failure: str = ""

    def request_header(self, name: str) -> str | None:
        return _header(self.request_headers, name)

    def response_header(self, name: str) -> str | None:
        return _header(self.response_headers, name)


def _header(headers: Headers, name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
