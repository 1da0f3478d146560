"""Tokens made for tests, with real RSA keys; signs with the library, not with our code."""

import base64
import functools
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lab"
JWKS_URL = f"{ISSUER}/.well-known/jwks.json"
CLIENT_ID = "app-client-1"
NOW = 1_700_000_000

ID_CLAIMS: dict[str, Any] = {
    "sub": "11111111-2222-3333-4444-555555555555",
    "iss": ISSUER,
    "aud": CLIENT_ID,
    "token_use": "id",
    "iat": NOW - 60,
    "exp": NOW + 60,
    "cognito:username": "ana",
}
ACCESS_CLAIMS: dict[str, Any] = {
    "sub": "11111111-2222-3333-4444-555555555555",
    "iss": ISSUER,
    "client_id": CLIENT_ID,
    "token_use": "access",
    "iat": NOW - 60,
    "exp": NOW + 60,
    "username": "ana",
}


@functools.cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """Return the RSA key of this name, made once per run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(name: str, kid: str = "") -> dict[str, Any]:
    key: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {**key, "kid": kid or name, "alg": "RS256", "use": "sig"}


def signed(claims: dict[str, Any], *, key: str = "pool", **header: Any) -> str:
    return jwt.encode(claims, private_key(key), algorithm="RS256", headers={"kid": key, **header})


def signed_octets(header: bytes, payload: bytes, key: rsa.RSAPrivateKey) -> str:
    """Return a token of these octets, whatever they are, with a good RS256 signature."""
    covered = f"{part(header)}.{part(payload)}"
    signature = key.sign(covered.encode(), PKCS1v15(), SHA256())
    return f"{covered}.{part(signature)}"


def part(document: Any) -> str:
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def unsigned(claims: Any, header: Any = None, signature: str = "c2lnbmF0dXJl") -> str:
    """Return header.payload.signature of any content; `claims` may be raw bytes."""
    return f"{part(header or {'alg': 'RS256', 'kid': 'pool'})}.{part(claims)}.{signature}"
