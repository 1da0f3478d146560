"""Which tokens an authorizer reads at all: their form, by the standards and not by our decision.

Cognito signs no other tokens, so this matters for tokens that somebody else signed with the pool's
key, and for those that nobody signed. The decision has its own rules on the same subject: the two
are written separately, so that it means something when they agree.
"""

import base64
import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

_ALGORITHM = "RS256"  # what a user pool signs with, as each key of its JWKS says
_LEVELS = 100  # of nesting; a limit is allowed by RFC 8259, section 9
_COMPACT_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")

Fields = dict[str, Any]


def read_token(token: str) -> tuple[Fields, Fields] | None:
    """Return header and claims of a well-formed token; None for any other, signed or not."""
    if not _COMPACT_FORM.fullmatch(token):
        return None
    header, claims = (_json_object(part) for part in token.split(".")[:2])
    if header is None or claims is None:
        return None
    return (header, claims) if _is_plain_rs256(header) and _has_typed_claims(claims) else None


def _json_object(part: str) -> Fields | None:
    """Return the object in a part: JSON as RFC 8259 has it, in UTF-8 (RFC 7519, section 7.2)."""
    try:
        octets = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        # As text, since json reads octets in other encodings, too, and with a byte order mark.
        document = json.loads(octets.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and _can_be_passed_on(document) else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and the infinities are no JSON


def _can_be_passed_on(document: Fields) -> bool:
    """Tell whether no value is nested without end and no text is half a surrogate pair."""
    for value, level in _values_within(document):
        if isinstance(value, str) and _SURROGATE.search(value):
            return False
        if isinstance(value, dict | list) and level > _LEVELS:
            return False
    return True


def _values_within(document: Fields) -> Iterator[tuple[Any, int]]:
    """Yield every value and name with its level, without recursion; a document is at level 1."""
    waiting: list[tuple[Any, int]] = [(document, 1)]
    while waiting:
        value, level = waiting.pop()
        yield value, level
        if isinstance(value, dict):
            waiting += [(each, level + 1) for pair in value.items() for each in pair]
        elif isinstance(value, list):
            waiting += [(each, level + 1) for each in value]


def _is_plain_rs256(header: Fields) -> bool:
    """RFC 7515: alg must be there (4.1.1), and an unknown extension in crit refuses (4.1.11).

    RFC 7797, section 7: a JWT must not have b64 false.
    """
    has_extension = "crit" in header or header.get("b64", True) is not True
    return header.get("alg") == _ALGORITHM and not has_extension


def _has_typed_claims(claims: Fields) -> bool:
    """RFC 7519, section 4.1, gives each of these claims its type; exp has to be there."""
    audience = claims.get("aud", "")
    return (
        all(_is_date(claims[name]) for name in ("exp", "nbf", "iat") if name in claims)
        and all(isinstance(claims.get(name, ""), str) for name in ("sub", "jti"))
        and "exp" in claims
        and all(
            isinstance(each, str)
            for each in (audience if isinstance(audience, list) else [audience])
        )
    )


def _is_date(value: Any) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))
