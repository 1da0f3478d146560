"""Finding tokens inside whatever was pasted: a header, a command, JSON, a cookie, code."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import unquote

from services.errors import TokenError
from services.tokens.decode import (
    DecodedToken,
    TokenUse,
    decode_claims,
    decode_unverified,
    token_use_of,
)

_MOST_TOKENS = 8
_JWT = re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]+){0,4}")
_ELLIPSIS = re.compile(r"\.{2,}|…|\[?(?:\.\.\.|truncated|snip|redacted|cut)", re.IGNORECASE)
_MARKS = re.compile(r"^[ \t]*(?:[>|][ \t]*)*")
_OPEN_TOKEN = re.compile(r"eyJ[\w.-]{40,}$")
_REST_OF_TOKEN = re.compile(r"[\w.-]{4,}[\"'`,;)]*")
_CLOSING = "\"'`,;)"
_LONGEST_LINE = 4_000
_PLACE = re.compile(
    r"(authorization|cookie|id_?token|access_?token|refresh_?token|"
    r"CognitoIdentityServiceProvider[\w.@+-]*?\.(?:idToken|accessToken|refreshToken))\W{1,6}"
    r"(?:bearer\W{1,3})?$",
    re.IGNORECASE,
)
_LOOK_BACK = 200
_LONGEST_TEXT = 24_000  # from the first token on
_CLAIM_NAMES = frozenset({"token_use", "iss", "exp", "sub", "client_id", "cognito:username"})
_FEWEST_CLAIMS = 2
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
    start = max(0, text.find("eyJ") - _LOOK_BACK)
    near = text[start : start + _LONGEST_TEXT]
    shown = _joined(unquote(near) if "%20" in near or "%2E" in near else near)
    starts = islice(_JWT.finditer(shown), _MOST_STARTS)
    found = {each.text: each for each in (_token(shown, match) for match in starts)}
    tokens = [each for each in found.values() if not _is_part_of_another(each, found)]
    return tuple(tokens[:_MOST_TOKENS]) or tuple(_claims_alone(shown))


def decode_pasted(text: str) -> DecodedToken:
    """Return the token in a text, decoded; what surrounds it is passed over.

    Raises TokenError when there is none, when it is cut off, or when there are several: which one
    is meant is the reader's choice.
    """
    try:
        return decode_unverified(text)
    except TokenError as error:
        found = [each for each in find_tokens(text) if each.text]
        if not found:
            raise
        if len(found) > 1:
            raise _several(found) from error
        if found[0].is_cut_off:
            raise TokenError(
                "This token is cut off: its end is missing.",
                hint="Copy the token again, all of it and nothing else.",
            ) from error
        return decode_unverified(found[0].text)


def _several(found: list[FoundToken]) -> TokenError:
    uses = ", ".join(f"{each.use.value} token" for each in found)
    return TokenError(
        f"There are {len(found)} tokens here: {uses}.",
        hint="Paste one of them only.",
    )


def _joined(text: str) -> str:
    """Return the text with wrapped tokens put together; other lines stay as they are."""
    if "eyJ" not in text or "\n" not in text:
        return text
    pieces: list[str] = []
    is_open = False
    for line in text.split("\n"):
        bare = _MARKS.sub("", line).rstrip()
        if is_open and _REST_OF_TOKEN.fullmatch(bare) and not bare.startswith("eyJ"):
            pieces.append(bare)
            is_open = bare[-1] not in _CLOSING
        else:
            pieces.append(f"\n{line.rstrip()}")
            is_open = _OPEN_TOKEN.search(line.rstrip()[-_LONGEST_LINE:]) is not None
    return "".join(pieces)[1:]


def _token(text: str, match: re.Match[str]) -> FoundToken:
    token = match.group()
    place = _PLACE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
    is_cut = _ELLIPSIS.match(text, match.end()) is not None
    name = place.group(1) if place else ""
    try:
        decoded = decode_unverified(token)
    except TokenError as error:
        claims = _first_claims(token)
        return FoundToken(
            text=token,
            place=name,
            is_cut_off=is_cut or _is_beginning(token),
            claims=claims,
            use=token_use_of(claims),
            fault="" if claims else error.message,
        )
    return FoundToken(
        text=token,
        place=name,
        is_cut_off=is_cut or _is_short(decoded),
        claims=decoded.payload,
        use=decoded.token_use,
        fault="" if decoded.payload else " ".join(decoded.notes),
    )


def _is_beginning(token: str) -> bool:
    """Tell whether a text that cannot be read begins like a token: a JSON header stands first."""
    head, _, _ = token.partition(".")
    return token.count(".") < _JWT_PARTS - 1 or bool(decode_claims(head))


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


def _claims_alone(text: str) -> Iterator[FoundToken]:
    """Yield a decoded payload, as jwt.io or a debugger shows it: claims without a signature."""
    decoder = json.JSONDecoder(strict=False)
    for opening in islice(re.finditer(r"\{(?=\s*\")", text), _MOST_STARTS):
        try:
            document, _ = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            continue
        if len(_CLAIM_NAMES & document.keys()) >= _FEWEST_CLAIMS:
            yield FoundToken(place="decoded payload", claims=document, use=token_use_of(document))
            return
