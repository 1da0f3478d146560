"""Whether a call that got no answer is tried again; everything else is botocore's own choice."""

from collections.abc import Callable


def ends_without_cloud(*, is_local: bool) -> Callable[..., bool | None]:
    """Return a botocore handler that ends the retries when the cloud cannot be reached.

    On AWS a name or a connection is tried twice. Locally only a kept connection that the engine has
    just closed is tried again: an engine that has ended does not come back.
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

    def ends(*, attempts: int, caught_exception: Exception | None, **_: object) -> bool | None:
        if isinstance(caught_exception, ConnectionClosedError):
            return None
        if is_local:
            is_gone = isinstance(caught_exception, ConnectionError | HTTPClientError)
        else:
            failures = EndpointConnectionError | ConnectTimeoutError | ProxyConnectionError
            is_gone = isinstance(caught_exception, failures) and attempts > 1
        return False if is_gone else None

    return ends
