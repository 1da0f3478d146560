"""Whether a call that got no answer is tried again; everything else is botocore's own choice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_FIRST_SERVER_ERROR = 500
_IS_SENT_ONCE: ContextVar[bool] = ContextVar("is_sent_once", default=False)


@contextmanager
def sent_once() -> Iterator[None]:
    """Send no call of this thread again that may have arrived: it could do a thing twice.

    The second try of a creation would also answer that the user exists, although the first made it.
    A throttled call did nothing, and one that found no connection did not arrive: these are tried
    again as ever.
    """
    token = _IS_SENT_ONCE.set(True)
    try:
        yield
    finally:
        _IS_SENT_ONCE.reset(token)


def ends_without_cloud(*, is_local: bool) -> Callable[..., bool | None]:
    """Return a botocore handler that ends the retries when the cloud cannot be reached.

    On AWS a name or a connection is tried twice. Locally only a kept connection that the engine has
    just closed is tried again: an engine that has ended does not come back. Within `sent_once` it
    ends them for whatever may have arrived.
    (False, unlike None, overrules botocore's own handler:
    https://botocore.amazonaws.com/v1/documentation/api/latest/topics/events.html)
    """
    from botocore.exceptions import (
        ConnectionClosedError,
        ConnectionError,
        ConnectTimeoutError,
        EndpointConnectionError,
        HTTPClientError,
        ProxyConnectionError,
    )

    unsent = EndpointConnectionError | ConnectTimeoutError | ProxyConnectionError

    def ends(
        *,
        attempts: int,
        caught_exception: Exception | None,
        response: Any = None,
        **_: object,
    ) -> bool | None:
        may_have_arrived = _is_failed(response) if response else caught_exception is not None
        if _IS_SENT_ONCE.get() and may_have_arrived and not isinstance(caught_exception, unsent):
            return False
        if isinstance(caught_exception, ConnectionClosedError):
            return None
        if is_local:
            is_gone = isinstance(caught_exception, ConnectionError | HTTPClientError)
        else:
            is_gone = isinstance(caught_exception, unsent) and attempts > 1
        return False if is_gone else None

    return ends


def _is_failed(response: Any) -> bool:
    """Tell whether AWS answered with an error of its own; `response` is botocore's pair."""
    return bool(response[0].status_code >= _FIRST_SERVER_ERROR)
