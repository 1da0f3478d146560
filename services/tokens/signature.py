"""The one place that checks a signature: RS256 with a key of the pool, and nothing else."""

from collections.abc import Mapping
from typing import Any

from services.tokens.keys import Jwk

ALGORITHM = "RS256"
_BASE64URL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
_LAST = {2: "AQgw", 3: "AEIMQUYcgkosw048"}  # by what is left over of four characters


def is_base64url(token: str) -> bool:
    """Tell whether a token holds only base64url characters and dots."""
    return _BASE64URL.issuperset(token)


def has_unused_bits(token: str) -> bool:
    """Tell whether a part's last character sets bits that belong to no octet.

    Such a part decodes to the same octets as another text; a reader may refuse it or not:
    https://www.rfc-editor.org/rfc/rfc4648#section-3.5.
    """
    return any(part[-1] not in _LAST.get(len(part) % 4, part) for part in token.split(".") if part)


def extension_of(header: Mapping[str, Any]) -> str:
    """Return the header field that asks for an extension of JWS, empty when none does.

    A reader that does not know an extension named in crit has to refuse the token, and none is
    documented for Cognito's: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11. A JWT must not
    have b64 false: https://www.rfc-editor.org/rfc/rfc7797#section-7.
    """
    if "crit" in header:
        return "crit"
    return "b64" if header.get("b64", True) is not True else ""


def claims_if_signed(token: str, key: Jwk) -> Mapping[str, Any] | None:
    """Return the claims when the key's signature covers them, None otherwise.

    None also for a header that asks for an extension: what its signature covers is unknown.
    """
    import jwt

    try:
        decoded: dict[str, Any] = jwt.decode_complete(
            token,
            jwt.PyJWK(dict(key), algorithm=ALGORITHM),
            algorithms=[ALGORITHM],
            options={
                "verify_signature": True,
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "verify_aud": False,
                "verify_iss": False,
                "verify_sub": False,
                "verify_jti": False,
                "require": [],
            },
        )
    except jwt.PyJWTError:
        return None
    claims: dict[str, Any] = decoded["payload"]
    return None if extension_of(decoded["header"]) else claims
