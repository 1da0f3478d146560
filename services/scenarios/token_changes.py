"""Ways to break a token on purpose; none of them can make one that a pool's key has signed.

Each takes a genuine token and returns what an attacker, a bug or a careless copy makes of it.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.tokens.keys import Jwk


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """The pool's public key that the token was signed with; everybody can have it."""

    jwk: Jwk

    def pem(self) -> bytes:
        """Return the key in the form that a confused verifier would take for an HMAC secret."""
        import jwt
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        key = jwt.PyJWK(dict(self.jwk), algorithm="RS256").key
        pem: bytes = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return pem


Change = Callable[[str, PublicKey], str]


def unchanged(token: str, _key: PublicKey) -> str:
    return token


def with_admin_claim(token: str, _key: PublicKey) -> str:
    """Put the caller into the group admins; the signature stays that of the old payload."""
    return _with_claims(token, **{"cognito:groups": ["admins"]})


def with_later_expiry(token: str, _key: PublicKey) -> str:
    """Push the expiry ten years away without signing again."""
    return _with_claims(token, exp=int(_payload(token).get("exp", 0)) + 315_360_000)


def with_flipped_signature_bit(token: str, _key: PublicKey) -> str:
    """Change one bit in the middle of the signature."""
    head, _, signature = token.rpartition(".")
    octets = bytearray(_decoded(signature))
    octets[len(octets) // 2] ^= 1
    return f"{head}.{_encoded(bytes(octets))}"


def with_alg_none(token: str, _key: PublicKey) -> str:
    """Claim that no signature is needed, and send none."""
    return f"{_with_header(token, alg='none').rpartition('.')[0]}."


def with_hs256_by_public_key(token: str, key: PublicKey) -> str:
    """Sign with HMAC, the public key as its secret: works on verifiers that trust the header."""
    head, payload, _ = _with_header(token, alg="HS256").split(".")
    signed = f"{head}.{payload}"
    digest = hmac.new(key.pem(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(digest)}"


def with_unknown_kid(token: str, _key: PublicKey) -> str:
    return _with_header(token, kid="no-such-key-in-the-pool")


def without_kid(token: str, _key: PublicKey) -> str:
    return _with_header(token, kid=None)


def without_signature_part(token: str, _key: PublicKey) -> str:
    return token.rpartition(".")[0]


def with_a_fourth_part(token: str, _key: PublicKey) -> str:
    return f"{token}.AAAA"


def with_five_parts(token: str, _key: PublicKey) -> str:
    """Take the shape of an encrypted token (JWE)."""
    return f"{token}.AAAA.AAAA"


def with_a_list_as_payload(token: str, _key: PublicKey) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{_encoded(b'[]')}.{signature}"


def with_a_claim_twice(token: str, _key: PublicKey) -> str:
    """Repeat a claim with another value: two readers may each see another one."""
    head, _, signature = token.split(".")
    text = json.dumps(_payload(token), separators=(",", ":"))
    doubled = f'{text[:-1]},"token_use":"access"}}'
    return f"{head}.{_encoded(doubled.encode())}.{signature}"


def with_non_ascii_claim(token: str, _key: PublicKey) -> str:
    return _with_claims(token, given_name="Zoë 🦊")


def cut_in_half(token: str, _key: PublicKey) -> str:
    """What is left when a terminal or a form cuts a long line."""
    return token[: len(token) // 2]


def with_a_space_inside(token: str, _key: PublicKey) -> str:
    """What a line break becomes when a token is copied from a wrapped display."""
    middle = len(token) // 2
    return f"{token[:middle]} {token[middle:]}"


def garbage(_token: str, _key: PublicKey) -> str:
    return "not-a-token"


def empty(_token: str, _key: PublicKey) -> str:
    return ""


def _with_claims(token: str, **claims: object) -> str:
    head, _, signature = token.split(".")
    changed = {**_payload(token), **claims}
    text = json.dumps(changed, separators=(",", ":"), ensure_ascii=False)
    return f"{head}.{_encoded(text.encode())}.{signature}"


def _with_header(token: str, **fields: object) -> str:
    head, rest = token.split(".", maxsplit=1)
    header = {**json.loads(_decoded(head)), **fields}
    kept = {name: value for name, value in header.items() if value is not None}
    return f"{_encoded(json.dumps(kept, separators=(',', ':')).encode())}.{rest}"


def _payload(token: str) -> Mapping[str, Any]:
    payload: dict[str, Any] = json.loads(_decoded(token.split(".")[1]))
    return payload


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
