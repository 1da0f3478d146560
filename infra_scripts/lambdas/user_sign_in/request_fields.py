"""Reading one request: its JSON object and the fields in it, or a refusal that says what is wrong.

It never calls Cognito, and a value that was sent never appears in a refusal.
"""

import base64
import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from outcomes import invalid

BODY_LIMIT_BYTES: Final = 20_000
# The username comes last: scanners of secrets take "username ... password ..." for a pair.
FIELD_LIMITS: Final = {"password": 256, "new_password": 256, "username": 128}
MFA_CODE_DIGITS: Final = 6
CONTROL_CHARACTERS: Final = {"Cc", "Cs"}  # a lone surrogate cannot be encoded for Cognito either
# Cognito's usernames are letters, marks, numbers, symbols and punctuation.
NOT_IN_USERNAMES: Final = {*CONTROL_CHARACTERS, "Cf", "Co", "Zs", "Zl", "Zp"}


class _SameKeyTwice(ValueError):
    """Two readers could take two different values for the one meant."""


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _SameKeyTwice
    return members


def read_body(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object of the request body; any other body is refused."""
    octets = _octets(event)
    if len(octets) > BODY_LIMIT_BYTES:
        raise invalid(f"The body must not be larger than {BODY_LIMIT_BYTES} bytes")
    try:
        # Some editors and shells of Windows put a byte order mark first.
        members = json.loads(octets.decode("utf-8-sig"), object_pairs_hook=_object_without_repeats)
    except _SameKeyTwice:
        raise invalid("The body must not contain the same key twice") from None
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise invalid("The body must be a JSON object")
    return members


def _octets(event: Mapping[str, Any]) -> bytes:
    body = event.get("body")
    text = body if isinstance(body, str) else ""
    if event.get("isBase64Encoded") is not True:
        return text.encode(errors="surrogatepass")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def text_in(members: Mapping[str, Any], name: str) -> str:
    """Return one field as text Cognito can take, or refuse with a sentence that names the field."""
    value = members.get(name)
    if value is None:
        raise invalid(f"{name} is required")
    if not isinstance(value, str):
        raise invalid(f"{name} is required and must be a string")
    if not value.strip():
        raise invalid(f"{name} is required")
    limit = FIELD_LIMITS.get(name, BODY_LIMIT_BYTES)
    if len(value) > limit:
        raise invalid(f"{name} must be at most {limit} characters")
    kinds = {unicodedata.category(character) for character in value}
    if name == "username" and kinds & NOT_IN_USERNAMES:
        raise invalid("username must not contain spaces or control characters")
    if kinds & CONTROL_CHARACTERS:
        raise invalid(f"{name} must not contain control characters")
    return value


def mfa_code_in(members: Mapping[str, Any]) -> str:
    """Return the code an authenticator app shows."""
    code = text_in(members, "mfa_code")
    if not (len(code) == MFA_CODE_DIGITS and code.isascii() and code.isdigit()):
        raise invalid(f"mfa_code must be {MFA_CODE_DIGITS} digits")
    return code
