"""Pure claim checks: what signed claims say at one moment; no key, no clock and no texts for users.

The types are those of RFC 7519: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from services.tokens.decode import TokenUse

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongType:
    """A standard claim whose value is of a type that the standard does not allow.

    `found` and `wanted` name types as JSON does: "null", "a string", "a number".
    """

    name: str
    found: str
    wanted: str


def wrong_types(claims: Claims) -> tuple[WrongType, ...]:
    """Return the standard claims of a wrong type, in the order of the standard.

    Each is optional except exp: a token without it would be valid forever, and AWS asks to check
    it. The issuer is not looked at here: it has to equal a known one anyway.
    """
    return tuple(
        WrongType(name=name, found=_type_of(claims, name), wanted=wanted)
        for name, (has_type, wanted) in _STANDARD.items()
        if (name in claims or name == "exp") and not has_type(claims.get(name))
    )


def is_current(claims: Claims, now: float) -> bool:
    """Tell whether exp is a number that lies after `now` (epoch seconds)."""
    expires = claims.get("exp")
    return is_numeric_date(expires) and now < expires


def has_begun(claims: Claims, now: float) -> bool:
    """Tell whether iat and nbf, where the token has them, are numbers not after `now`."""
    starts = [claims[name] for name in _STARTS if name in claims]
    return all(is_numeric_date(start) and start <= now for start in starts)


def latest_start(claims: Claims) -> int | float | None:
    """Return the later one of iat and nbf, None when neither is a number."""
    starts = (claims.get(name) for name in _STARTS)
    return max((start for start in starts if is_numeric_date(start)), default=None)


def app_client(claims: Claims) -> object:
    """Return the claim that names the app client: aud in an ID token, client_id in any other."""
    return claims.get(app_client_claim(claims))


def app_client_claim(claims: Claims) -> str:
    return "aud" if claims.get("token_use") == TokenUse.ID.value else "client_id"


def granted_scopes(claims: Claims) -> tuple[str, ...]:
    """Return the scopes of an access token, which are separated by spaces and by nothing else.

    https://www.rfc-editor.org/rfc/rfc6749#section-3.3
    """
    scope = claims.get("scope")
    return tuple(filter(None, scope.split(" "))) if isinstance(scope, str) else ()


def is_numeric_date(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a NumericDate: a finite number, whole or not, and no boolean."""
    if isinstance(value, float):
        return math.isfinite(value)  # 1e400 is a number in JSON, and beyond every float
    return isinstance(value, int) and not isinstance(value, bool)


def claim_text(claims: Claims, name: str) -> str:
    """Return a claim or header field as text: a string as it is, anything else as JSON.

    "missing" stands for one that is not there, which is not the same as null.
    """
    if name not in claims:
        return "missing"
    value = claims[name]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_STARTS = ("iat", "nbf")


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_audience(value: object) -> bool:
    return _is_string(value) or (isinstance(value, list) and all(map(_is_string, value)))


_A_STRING, _A_NUMBER = (_is_string, "a string"), (is_numeric_date, "a number")
_STANDARD: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "sub": _A_STRING,
    "aud": (_is_audience, "a string or an array of strings"),
    "exp": _A_NUMBER,
    "nbf": _A_NUMBER,
    "iat": _A_NUMBER,
    "jti": _A_STRING,
}


_TYPES = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}


def _type_of(claims: Claims, name: str) -> str:
    if name not in claims:
        return "missing"
    value = claims[name]
    if isinstance(value, float) and not math.isfinite(value):
        return "a number beyond all limits"
    return _TYPES[type(value)]
