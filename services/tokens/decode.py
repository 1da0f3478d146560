"""Reading tokens as people paste them. Nothing is proven here, and the names say so."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

from services.errors import TokenError

LONGEST_TOKEN = 32_768  # API Gateway takes 10,240 bytes of headers; a paste may be untidy
DEEPEST_NESTING = 100  # levels; Cognito's tokens have three, and showing a claim costs stack
_JWT_PARTS, _TWO_PARTS, _JWE_PARTS = 3, 2, 5
_OPAQUE_AT_LEAST = 64
_SHOWN_NAME = 40
_LEADING_NAME = re.compile(
    r"[\"'{\s]*(?:proxy-)?(?:authorization|(?:id|access|refresh)?_?token)[\"']?\s*[:=]\s*",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"bearer\s+", re.IGNORECASE)
_SPACES = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())
_NOISE = "\"'`,;<>{}“”\u2018\u2019«»"  # typographic quotes come with text copied from a document
_INVISIBLE = re.compile(r"\\[nrt]|[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_PART = re.compile(r"[A-Za-z0-9_\-+/]*={0,2}")


class TokenUse(StrEnum):
    ID = "id"
    ACCESS = "access"
    REFRESH = "refresh"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedToken:
    """What a token says about itself; nothing of it is proven.

    `segments` counts the parts between dots. `payload` is empty for an encrypted or opaque token.
    `notes` are sentences on what is unusual; they repeat names from the token, so escape them.
    """

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    token_use: TokenUse
    segments: int
    is_jwe: bool = False
    notes: tuple[str, ...] = ()
    text: str = field(repr=False)


def clean_token(text: str) -> str:
    """Return the token in a paste, without what surrounds it.

    Tolerates `Authorization:`, `Bearer `, a field name, quotes, braces, line breaks, spaces in
    the middle and invisible characters.
    """
    before, cleaned = "", text
    while cleaned != before:
        before = cleaned
        cleaned = cleaned.strip(_SPACES + _NOISE)
        match = _LEADING_NAME.match(cleaned) or _SCHEME.match(cleaned)
        cleaned = cleaned[match.end() :] if match else cleaned
    return _INVISIBLE.sub("", cleaned).strip(_NOISE)


def decode_unverified(text: str) -> DecodedToken:
    """Return what the pasted token says, without checking its signature.

    A refresh token, encrypted (5 parts) or opaque, has no readable payload; that is explained in
    the notes. Raises TokenError when it is no token.
    """
    if len(text) > LONGEST_TOKEN:
        raise TokenError(
            f"This text has {len(text):,} characters; a token has at most {LONGEST_TOKEN:,}.",
            hint="Paste one token only.",
        )
    _refuse_documents(text)
    token = clean_token(text)
    if not token:
        raise TokenError("There is no token here.", hint="Paste an ID, access or refresh token.")
    parts = token.split(".")
    if len(parts) == 1 and len(token) >= _OPAQUE_AT_LEAST and _PART.fullmatch(token):
        return _opaque(token)
    if len(parts) not in (_TWO_PARTS, _JWT_PARTS, _JWE_PARTS):
        _refuse_parts(len(parts))
    if len(parts) == _JWE_PARTS:
        return _encrypted(token, parts)
    return _signed(token, parts)


def _refuse_documents(text: str) -> None:
    """Raise for a whole JSON document: which of its tokens is meant is the user's choice."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    data = document.get("data", document) if isinstance(document, dict) else None
    if not isinstance(data, dict):
        return
    names = [name for name in ("id_token", "access_token", "refresh_token") if name in data]
    raise TokenError(
        f"This is a JSON document with the fields {', '.join(names)}."
        if names
        else "This is a JSON document, not a token.",
        hint="Paste the value of one field only, for example of id_token.",
    )


def _refuse_parts(count: int) -> NoReturn:
    noun = "part" if count == 1 else "parts"
    raise TokenError(
        f"This has {count} {noun}; a JWT has 3.",
        hint="A JWT is header.payload.signature: copy all of it, both dots included.",
    )


def _opaque(token: str) -> DecodedToken:
    return DecodedToken(
        header={},
        payload={},
        token_use=TokenUse.UNKNOWN,
        segments=1,
        notes=(
            (
                "This text has no dots, so it is not a JWT and nothing in it can be read: it is "
                "an opaque token, or one part of a JWT without the others."
            ),
        ),
        text=token,
    )


def _encrypted(token: str, parts: list[str]) -> DecodedToken:
    header, notes = _json_part("header", parts[0])
    return DecodedToken(
        header=header,
        payload={},
        token_use=TokenUse.REFRESH if "enc" in header else TokenUse.UNKNOWN,
        segments=_JWE_PARTS,
        is_jwe=True,
        notes=(
            (
                "This token has 5 parts: it is encrypted (a JWE), as Cognito's refresh tokens are. "
                "Only Cognito can read it, so there are no claims to show."
            ),
            *notes,
        ),
        text=token,
    )


def _signed(token: str, parts: list[str]) -> DecodedToken:
    if len(parts) == _TWO_PARTS and not _is_json_object(parts[0], parts[1]):
        _refuse_parts(_TWO_PARTS)
    header, notes = _json_part("header", parts[0])
    payload, payload_notes = _json_part("payload", parts[1])
    notes += payload_notes
    if len(parts) == _TWO_PARTS:
        notes.append(
            "This has 2 parts; a JWT has 3. The signature is missing, so nobody accepts it."
        )
    elif not parts[2]:
        notes.append("The signature is empty, so nobody can check who issued this token.")
    return DecodedToken(
        header=header,
        payload=payload,
        token_use=token_use_of(payload),
        segments=len(parts),
        notes=tuple(notes),
        text=token,
    )


def _is_json_object(*parts: str) -> bool:
    try:
        return all(_json_part("part", part) for part in parts)
    except TokenError:
        return False


def token_use_of(claims: Mapping[str, Any]) -> TokenUse:
    """Return what the claim token_use says."""
    claim = claims.get("token_use")
    return next((use for use in TokenUse if use.value == claim), TokenUse.UNKNOWN)


def decode_claims(part: str) -> Mapping[str, Any]:
    """Return the JSON object in one part of a token, empty when it cannot be read."""
    try:
        return _json_part("part", part)[0]
    except TokenError:
        return {}


def _json_part(name: str, part: str) -> tuple[dict[str, Any], list[str]]:
    """Return the JSON object in a part and notes on it; raises TokenError."""
    text, notes = _text_of(name, part)
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [key for key, _ in pairs]
        repeated.extend(key for key in dict.fromkeys(names) if names.count(key) > 1)
        return dict(pairs)

    try:
        document = json.loads(text, object_pairs_hook=unique, parse_constant=_refuse_constant)
        _refuse_deep_nesting(document)
        json.dumps(document, ensure_ascii=False).encode("utf-8")  # lone surrogates end here
    except UnicodeEncodeError as error:
        raise _unreadable(name, "holds characters that are not text") from error
    except ValueError as error:
        raise _unreadable(name, "is not valid JSON") from error
    except RecursionError as error:
        raise _unreadable(name, "is nested too deep to be read") from error
    if not isinstance(document, dict):
        raise _unreadable(name, "is JSON but not an object of claims")
    notes += [
        f"The {name} has the name {key[:_SHOWN_NAME]} more than once; the last value is shown."
        for key in repeated
    ]
    return document, notes


def _refuse_deep_nesting(document: object) -> None:
    """Raise RecursionError at a depth of our own: Python's depends on who calls."""
    level = [document]
    for _ in range(DEEPEST_NESTING):
        level = [child for each in level for child in _children(each)]
    if any(isinstance(each, dict | list) for each in level):
        raise RecursionError


def _children(document: object) -> list[object]:
    if isinstance(document, dict):
        return list(document.values())
    return document if isinstance(document, list) else []


def _text_of(name: str, part: str) -> tuple[str, list[str]]:
    if not _PART.fullmatch(part):
        raise _unreadable(name, "holds characters that base64url does not have")
    plain = part.rstrip("=").replace("+", "-").replace("/", "_")
    notes = (
        []
        if plain == part
        else [f"The {name} is in plain base64, not base64url: strict verifiers refuse it."]
    )
    try:
        octets = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
        return octets.decode("utf-8"), notes
    except binascii.Error as error:
        raise _unreadable(name, "is not complete base64url") from error
    except UnicodeDecodeError as error:
        raise _unreadable(name, "is not UTF-8 text") from error


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _unreadable(name: str, problem: str) -> TokenError:
    return TokenError(
        f"The {name} of this token {problem}.",
        hint="Copy the token again, all of it and nothing else.",
        part=name,
    )
