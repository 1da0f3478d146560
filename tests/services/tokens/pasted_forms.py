"""Ways to paste a token: each text with the tokens, cut off ones and claims that it holds.

In a text {ID} stands for a token that the tests make, and {ID[0:76]} for a piece of it.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, ISSUER, jwk, part, signed

_PLACE = re.compile(r"\{([A-Z0-9_]+)(?:\[(\d+):(\d+)\])?\}")


@dataclass(frozen=True, kw_only=True)
class PastedForm:
    """One way; `cut_off` and `claims` hold their uses, where ? is one that nothing tells."""

    name: str
    text: str
    whole: tuple[str, ...]
    cut_off: tuple[str, ...]
    claims: tuple[str, ...]
    causes: tuple[str, ...]


def pasted_forms() -> list[PastedForm]:
    text = (Path(__file__).parent / "pasted_forms.json").read_text(encoding="utf-8")
    return [_form(row) for row in json.loads(text)]


def _form(row: dict[str, Any]) -> PastedForm:
    tokens = _tokens()
    return PastedForm(
        name=row["name"],
        text=_PLACE.sub(_filled, row["text"]),
        whole=tuple(tokens[name] for name in row.get("whole", ())),
        cut_off=tuple(row.get("cut_off", ())),
        claims=tuple(row.get("claims", ())),
        causes=tuple(row["causes"]),
    )


def _filled(place: re.Match[str]) -> str:
    name, start, end = place.groups()
    token = _tokens().get(name)
    return place.group() if token is None else token[int(start or 0) : int(end) if end else None]


@cache
def _tokens() -> dict[str, str]:
    access = signed(
        {
            **ACCESS_CLAIMS,
            "scope": "aws.cognito.signin.user.admin",
            "jti": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
            "cognito:groups": ["staff", "señales"],
        }
    )
    own = signed({**ID_CLAIMS, "email": "ana@example.com", "cognito:groups": ["staff"]})
    return {
        "ACCESS": access,
        "ID": own,
        "OTHER_ID": signed({**ID_CLAIMS, "sub": "99999999-2222-3333-4444-555555555555"}),
        "REFRESH": _encrypted("RSA-OAEP", _octets(256, "key")),
        "WITHOUT_KEY": _encrypted("dir", ""),
        "PLAIN_BASE64": ".".join(map(_in_plain_base64, access.split("."))),
        "ID_ENCODED": base64.b64encode(own.encode()).decode(),
        "ACCESS_ENCODED": base64.b64encode(access.encode()).decode(),
        "ID_ESCAPED": own.replace("_", "\\_"),
        "SESSION": f"AYABe{_octets(600, 'session')}",
        "TEMPORARY": f"IQoJb3JpZ2luX2VjE{_octets(400, 'keys')}",
        "KEYS": json.dumps({"keys": [jwk("pool")]}),
        **_of_others(),
    }


def _of_others() -> dict[str, str]:
    """Return tokens that Cognito does not issue."""
    curve = ec.generate_private_key(ec.SECP256R1())
    times = {"iat": 1_700_000_000, "exp": 1_700_003_600}
    return {
        "AUTH0": signed({**times, "iss": "https://acme.eu.auth0.com/", "sub": "auth0|5f7c"}),
        "FIREBASE": signed({**times, "iss": "https://securetoken.google.com/a", "sub": "u1"}),
        "AZURE": signed({**times, "iss": "https://sts.windows.net/6babcaad/", "appid": "1"}),
        "SHARED_SECRET": jwt.encode(times, "a secret of at least 256 bits, as it says", "HS256"),
        "ELLIPTIC": jwt.encode({**times, "iss": "https://idp.example.com"}, curve, "ES256"),
        "BALANCER": _of_a_load_balancer(),
    }


def _of_a_load_balancer() -> str:
    """Return a token whose parts are padded, as Elastic Load Balancing makes them."""
    header = {"typ": "JWT", "kid": "e1", "alg": "ES256", "iss": ISSUER, "client": "app-client-1"}
    parts = [json.dumps(each).encode() for each in (header, {**ID_CLAIMS, "token_use": None})]
    head, payload = (base64.urlsafe_b64encode(each + b" " * (len(each) % 3)) for each in parts)
    return f"{head.decode()}.{payload.decode()}.{_octets(64, 'signature')}=="


def _encrypted(algorithm: str, key: str) -> str:
    header = {"cty": "JWT", "enc": "A256GCM", "alg": algorithm}
    return ".".join(
        [part(header), key, _octets(12, "iv"), _octets(900, "text"), _octets(16, "tag")]
    )


def _octets(count: int, seed: str) -> str:
    """Return base64url of octets that only the seed decides."""
    blocks = (hashlib.sha256(f"{seed}{number}".encode()).digest() for number in range(40))
    return base64.urlsafe_b64encode(b"".join(blocks)[:count]).decode().rstrip("=")


def _in_plain_base64(text: str) -> str:
    octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return base64.b64encode(octets).decode()
