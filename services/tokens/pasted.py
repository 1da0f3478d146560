"""Finding tokens inside whatever was pasted: a header, a command, JSON, a cookie, code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from services.errors import TokenError
from services.tokens.decode import (
    DecodedToken,
    TokenUse,
    decode_claims,
    decode_unverified,
    token_use_of,
)
from services.tokens.printed_claims import claims_in
from services.tokens.unwrapped import has_whole_signature, unwrapped

_MOST_TOKENS = 8
_JWT = re.compile(
    r"eyJ[\w-]{5,}(?:\.\.[\w-]{8,}\.[\w-]+\.[\w-]{16,}|(?:\.[\w-]+){0,4})"  # a JWE may lack its key
)
# In plain base64, which some encoders write: all three parts, or it is not worth a guess.
_PLAIN = re.compile(r"eyJ[\w+/-]{5,}={0,2}\.[\w+/-]+={0,2}\.[\w+/-]+={0,2}")
_CUT = re.compile(
    r"[ \t]?[\"'`]?[ \t]?(?:\.{2,}|\u2026|[*\u2022\u00b7#]{3,}"
    r"|[\[(<]{1,2} ?(?:\.{2,}|\u2026|truncated|snip|redacted|cut|omitted|masked|\d+ more))",
    re.IGNORECASE,
)
_HEADLESS = re.compile(
    r"(?:\.{3}|\u2026|\[\.{3}\]|\*{3})(?P<rest>[\w-]{20,4000}\.[\w-]{20,2000})(?![\w.-])"
)
_PLACE = re.compile(
    r"(authorization|cookie|id_?token|access_?token|refresh_?token|"
    r"CognitoIdentityServiceProvider[\w.@+-]*?\.(?:idToken|accessToken|refreshToken))\W{1,6}"
    r"(?:(?:bearer|jwt|token)\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_LOOK_BACK = 200
_LONGEST_TEXT = 24_000  # from the first token on
_CLAIM_NAMES = frozenset({"token_use", "iss", "exp", "sub", "aud", "client_id"})
_FEWEST_CLAIMS = 2
_HEADER_NAMES = frozenset({"alg", "enc", "typ", "kid"})
_JWT_PARTS = 3
_RS256_SIGNATURE = 342  # characters of a signature with a key of 2,048 bits, which is Cognito's
_MOST_STARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundToken:
    """One token in a text. `place` is the name it stands under, empty when there is none.

    `is_cut_off` tells that the text holds only its beginning. `claims` is empty when they cannot
    be read; `fault` then says why. Claims without a token have an empty `text`.
    """

    text: str = field(default="", repr=False)
    place: str = ""
    is_cut_off: bool = False
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)
    use: TokenUse = TokenUse.UNKNOWN
    fault: str = ""

    @property
    def is_header(self) -> bool:
        return self.place.lower() == "authorization"

    @property
    def is_whole(self) -> bool:
        return bool(self.text) and not self.is_cut_off


def find_tokens(text: str) -> tuple[FoundToken, ...]:
    """Return the tokens in a text, each once, in their order; then claims that stand alone."""
    shown = unwrapped(_near_tokens(text))
    starts = islice(_JWT.finditer(shown), _MOST_STARTS)
    tokens = (_token(shown, match) for match in starts)
    found = {each.text: each for each in tokens if each is not None}
    whole = [each for each in found.values() if not _is_part_of_another(each, found)]
    return tuple(whole[:_MOST_TOKENS] or _claims_alone(shown) or _without_head(shown))


def _near_tokens(text: str) -> str:
    start = next((at for at in map(text.find, ("eyJ", "ZXlK")) if at >= 0), 0)
    return text[max(0, start - _LOOK_BACK) :][:_LONGEST_TEXT]


def decode_pasted(text: str) -> DecodedToken:
    """Return the token in a text, decoded; what surrounds it is passed over.

    Raises TokenError when there is none, when it is cut off, or when there are several: which one
    is meant is the reader's choice.
    """
    found = [each for each in find_tokens(text) if each.text]
    if len(found) > 1:
        raise _several(found)
    if found and found[0].is_whole:
        return decode_unverified(found[0].text)
    try:
        return decode_unverified(text)
    except TokenError as error:
        if not found:
            raise
        raise TokenError(
            "This token is cut off: a part of it is missing.",
            hint="Copy the token again, all of it and nothing else.",
        ) from error


def _several(found: list[FoundToken]) -> TokenError:
    uses = ", ".join(f"{each.use.value} token" for each in found)
    return TokenError(
        f"There are {len(found)} tokens here: {uses}.",
        hint="Paste one of them only.",
    )


def _token(text: str, match: re.Match[str]) -> FoundToken | None:
    token = _longer(text, match)
    place = _PLACE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
    is_cut = _CUT.match(text, match.start() + len(token)) is not None
    name = place.group(1) if place else ""
    if (own := _without_header(token)) is not None:
        is_payload = len(_CLAIM_NAMES & own.keys()) >= _FEWEST_CLAIMS
        is_headless = is_payload and (token.count(".") < _JWT_PARTS - 1)
        return _cut_off(token, name, own) if is_headless else None
    try:
        decoded = decode_unverified(token)
    except TokenError as error:
        if not is_cut and not _is_beginning(token):
            return FoundToken(text=token, place=name, fault=error.message)
        return _cut_off(token, name, _first_claims(token), error.message)
    return FoundToken(
        text=token,
        place=name,
        is_cut_off=is_cut or _is_short(decoded) or _is_without_signature(decoded),
        claims=decoded.payload,
        use=decoded.token_use,
        fault="" if decoded.payload else " ".join(decoded.notes),
    )


def _cut_off(token: str, name: str, claims: Mapping[str, Any], fault: str = "") -> FoundToken:
    return FoundToken(
        text=token,
        place=name,
        is_cut_off=True,
        claims=claims,
        use=token_use_of(claims) if claims else _use_of_header(token),
        fault="" if claims else fault,
    )


def _use_of_header(token: str) -> TokenUse:
    """Return what a beginning alone tells: an encrypted token of Cognito's is a refresh token."""
    is_encrypted = "enc" in decode_claims(token.partition(".")[0])
    return TokenUse.REFRESH if is_encrypted else TokenUse.UNKNOWN


def _longer(text: str, match: re.Match[str]) -> str:
    """Return the token, in plain base64 where only that gives it a whole signature."""
    token = match.group()
    plain = _PLAIN.match(text, match.start())
    if plain is None or len(plain.group()) <= len(token):
        return token
    head, _, signature = plain.group().split(".")
    is_longer = token.count(".") < _JWT_PARTS - 1 or len(signature) > len(token.split(".")[2])
    return plain.group() if is_longer and has_whole_signature(head, signature) else token


def _without_header(token: str) -> Mapping[str, Any] | None:
    """Return the JSON object that the text begins with if it is no header of a token."""
    first = decode_claims(token.partition(".")[0])
    return None if not first or _HEADER_NAMES & first.keys() else first


def _is_beginning(token: str) -> bool:
    """Tell whether a text that cannot be read begins like a token: a JSON header stands first."""
    head, _, _ = token.partition(".")
    return token.count(".") < _JWT_PARTS - 1 or bool(decode_claims(head))


def _is_without_signature(decoded: DecodedToken) -> bool:
    is_signed = decoded.header.get("alg") != "none"
    return is_signed and decoded.segments < _JWT_PARTS


def _is_short(decoded: DecodedToken) -> bool:
    signature = decoded.text.rpartition(".")[2]
    is_cognitos = "cognito-idp" in str(decoded.payload.get("iss", ""))
    is_signed = decoded.header.get("alg") == "RS256" and decoded.segments == _JWT_PARTS
    return is_signed and is_cognitos and 0 < len(signature) < _RS256_SIGNATURE


def _first_claims(token: str) -> Mapping[str, Any]:
    parts = token.split(".")
    return decode_claims(parts[1]) if len(parts) > 1 else {}


def _is_part_of_another(token: FoundToken, found: Mapping[str, FoundToken]) -> bool:
    return any(token.text != other and token.text in other for other in found)


def _claims_alone(text: str) -> tuple[FoundToken, ...]:
    """Return a decoded payload, as jwt.io or a debugger shows it: claims without a signature."""
    claims = claims_in(text)
    use = token_use_of(claims)
    return (FoundToken(place="decoded payload", claims=claims, use=use),) if claims else ()


def _without_head(text: str) -> tuple[FoundToken, ...]:
    """Return the end of a token whose beginning was written over."""
    found = _HEADLESS.search(text)
    return (FoundToken(text=f"\u2026{found['rest']}", is_cut_off=True),) if found else ()
