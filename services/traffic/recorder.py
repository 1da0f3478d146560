"""HttpRecorder: sends a request once, without redirects or proxies, and returns the Exchange."""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from services.traffic.exchange import Exchange

_CONNECT_READ_SECONDS = (3.05, 30.0)
_POOL = 25


class HttpRecorder:
    """Sends requests over kept connections; safe to share between threads.

    A missing answer is an outcome, not an error: the exchange's `failure` says why.
    """

    def __init__(
        self,
        *,
        use_proxies: bool = False,
        clock: Callable[[], float] = time.time,
        new_id: Callable[[], str] = lambda: uuid.uuid4().hex[:12],
    ) -> None:
        """`use_proxies` lets HTTP(S)_PROXY apply: right for AWS, wrong for the local engine."""
        self._session = requests.Session()
        self._session.trust_env = use_proxies
        self._session.headers.clear()
        # One browser session's cookie must not travel with another's request.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=_POOL, pool_maxsize=_POOL))
        self._clock = clock
        self._new_id = new_id

    def send(
        self,
        method: str,
        url: str,
        *,
        label: str,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Exchange:
        """Send one request and return the exchange.

        `body` is sent as it is when it is text, as JSON otherwise, and not at all when None.
        """
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        sent = dict(headers or {})
        if text is not None:
            sent.setdefault("Content-Type", "application/json")
        started_at, started = self._clock(), time.perf_counter()
        facts: dict[str, Any] = {}
        try:
            answer = self._session.request(
                method,
                url,
                headers={name: value.encode("utf-8") for name, value in sent.items()},
                data=None if text is None else text.encode("utf-8", "surrogatepass"),
                timeout=_CONNECT_READ_SECONDS,
                allow_redirects=False,
            )
            facts = {
                "status": answer.status_code,
                "reason": answer.reason or "",
                "response_headers": tuple(answer.headers.items()),
                "response_body": answer.content.decode("utf-8", "replace"),
            }
        except (requests.RequestException, ValueError) as error:
            facts = {"failure": _failure(error)}
        return Exchange(
            id=self._new_id(),
            label=label,
            started_at=started_at,
            duration_ms=(time.perf_counter() - started) * 1000,
            method=method,
            url=url,
            request_headers=tuple(sent.items()),
            request_body=text,
            **facts,
        )


def _failure(error: Exception) -> str:
    """Return why there was no answer, without the error's own text: that may repeat a header."""
    if isinstance(error, requests.Timeout):
        return "No answer in time."
    if isinstance(error, requests.exceptions.InvalidHeader):
        return "The header value is not allowed in HTTP: a line break, or a space at its start."
    if isinstance(error, requests.ConnectionError):
        return "No connection: nothing answers at this address."
    return f"The request could not be sent ({type(error).__name__})."
