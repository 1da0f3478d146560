"""The local engine's own signing key: what no client of AWS ever has."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def pool_key(home: Path, pool_id: str, use: str) -> rsa.RSAPrivateKey:
    """Return the private key that the engine under `home` signs a pool's `use` tokens with.

    `use` is "id" or "access"; the file is there once the pool has issued a token.
    """
    keys = home / "local" / "engine" / "state" / "cognito-pool-keys"
    key = load_pem_private_key((keys / f"{pool_id}-{use}.pem").read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key
