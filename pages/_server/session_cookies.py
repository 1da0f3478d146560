"""SessionCookies: the values of the session cookie, signed, and how a browser is given one."""

import hashlib
import secrets

from itsdangerous import BadSignature, Signer
from starlette.responses import Response

_RANDOM_BYTES = 32
_NAME_BYTES = 8


class SessionCookies:
    """Issues cookie values and tells ours from others'; keeps none of them.

    A value is 256 random bits and their signature under a key that lives as long as the process,
    so a value that a client made up, or that another process issued, is never adopted.
    `process` names this process to browsers; it is no secret.
    """

    def __init__(self) -> None:
        self.process = secrets.token_hex(_NAME_BYTES)
        self._signer = Signer(secrets.token_bytes(_RANDOM_BYTES), digest_method=hashlib.sha256)

    def issue(self) -> str:
        return self._signer.sign(secrets.token_hex(_RANDOM_BYTES)).decode()

    def is_ours(self, value: str) -> bool:
        try:
            identifier = self._signer.unsign(value.encode("utf-8", "replace"))
        except BadSignature:
            return False
        # Base64 has several texts for the same bytes: of a signature only ours counts.
        return self._signer.sign(identifier).decode() == value


def cookie_name(host: str) -> str:
    """Return the session cookie's name for a Host header.

    Cookies ignore the port, so two labs on one host would overwrite each other's.
    """
    port = host.rpartition(":")[2]
    return f"authorizer_lab_session_{port}" if port.isdigit() else "authorizer_lab_session"


def give_cookie(response: Response, host: str, value: str) -> None:
    """Set the session cookie: unreadable for scripts, and not sent along from another site."""
    response.set_cookie(cookie_name(host), value, httponly=True, samesite="strict")
