"""Making tokens with a good signature over anything: how a case of the table is written down."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.services.tokens.forge import signed_octets

THROUGH = "through"
ABSENT = object()  # takes a field away

Claims = Callable[[int], Mapping[str, Any]]
Octets = Callable[[bytes], bytes]


def _nothing(_now: int) -> Mapping[str, Any]:
    return {}


def _same(octets: bytes) -> bytes:
    return octets


@dataclass(frozen=True, kw_only=True)
class OddToken:
    """One case: what is changed, whether each verifier accepts it, and what the decision says.

    `pyjwt` is what PyJWT says with its own defaults and the app client as audience; a test asks it
    again. `aws_jwt_verify` is what aws-jwt-verify 5.2.1 said when it was asked once: it needs node.
    `check` is the check of the decision that stops a call with the token.

    `header` and `claims` change fields; `claims` gets the present in epoch seconds. `head_octets`
    and `body_octets` change the JSON text itself before it is signed. `use` is id or access.
    """

    name: str
    pyjwt: bool
    aws_jwt_verify: bool
    check: str
    use: str = "id"
    header: Mapping[str, Any] | None = None
    claims: Claims = _nothing
    head_octets: Octets = _same
    body_octets: Octets = _same

    def sign(
        self, good: Mapping[str, Any], now: int, key: rsa.RSAPrivateKey, kid: str = "pool"
    ) -> str:
        """Return the token that becomes of good claims, signed with `key`."""
        head = json.dumps(_changed({"kid": kid, "alg": "RS256"}, self.header or {}))
        body = json.dumps(_changed(good, self.claims(now)))
        return signed_octets(self.head_octets(head.encode()), self.body_octets(body.encode()), key)


def _changed(good: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in {**good, **changes}.items() if value is not ABSENT}


def head(
    name: str,
    pyjwt: bool,
    aws_jwt_verify: bool,
    check: str,
    /,
    *,
    as_text: Octets = _same,
    **fields: Any,
) -> OddToken:
    """Return a case with other header fields."""
    return OddToken(
        name=name,
        pyjwt=pyjwt,
        aws_jwt_verify=aws_jwt_verify,
        check=check,
        header=fields,
        head_octets=as_text,
    )


def body(
    name: str,
    pyjwt: bool,
    aws_jwt_verify: bool,
    check: str,
    claims: Claims | Mapping[str, Any] = _nothing,
    /,
    *,
    as_text: Octets = _same,
    use: str = "id",
) -> OddToken:
    """Return a case with other claims."""
    return OddToken(
        name=name,
        pyjwt=pyjwt,
        aws_jwt_verify=aws_jwt_verify,
        check=check,
        claims=claims if callable(claims) else lambda _now: claims,
        body_octets=as_text,
        use=use,
    )


def written(name: str, literal: str) -> Octets:
    """Add a member whose value stands there as it is, whether JSON has such values or not."""
    return lambda octets: octets[:-1] + f', "{name}": {literal}}}'.encode()


def nested(levels: int) -> str:
    """Return arrays that go so many levels deep, counted with the claims' own object."""
    return "[" * (levels - 1) + "]" * (levels - 1)


def in_utf_16(octets: bytes) -> bytes:
    return octets.decode().encode("utf-16")
