"""A JWT in its three parts, each in the colour that the checks of the authorizer return to.

The signature is not shown: with it the token could be used.
"""

import json
from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.page.templates import render
from services.tokens.decode import DecodedToken

_JWT_PARTS, _LONGEST = 3, 400


@dataclass(frozen=True, slots=True)
class _JwtPart:
    name: str
    says: str
    holds: str
    length: int


def jwt_parts_html(token: DecodedToken) -> Markup:
    """Return the three parts; nothing for a token that does not have three or cannot be read."""
    texts = token.text.split(".")
    if len(texts) != _JWT_PARTS or not token.payload:
        return Markup()
    names = ", ".join(token.payload)
    parts = [
        _JwtPart("header", "names key and algorithm", _json(token.header), len(texts[0])),
        _JwtPart("payload", "the claims", _cut(names), len(texts[1])),
        _JwtPart("signature", "over both", "hidden" if texts[2] else "empty", len(texts[2])),
    ]
    return render("page/jwt_parts.html.j2", parts=parts)


def _json(value: object) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
