"""How an engine proves it is ours: a challenge only the holder of the record's nonce can answer."""

import hashlib
import hmac
import http.client
import json
import secrets
from urllib.parse import quote

from services.home.engine_record import ENGINE_HOST

IDENTITY_PATH = "/_lab/identity"
_CHALLENGE_BYTES = 16
_LONGEST_CHALLENGE = 128


def new_nonce() -> str:
    """Return a fresh secret for one engine run; it lives in the 0600 record and nowhere else."""
    return secrets.token_hex(32)


def proof_of(nonce: str, *, port: int, challenge: str) -> str:
    """Answer `challenge`; the port is part of it, so one engine cannot speak for another."""
    message = f"{port}\n{challenge[:_LONGEST_CHALLENGE]}".encode()
    return hmac.new(nonce.encode(), message, hashlib.sha256).hexdigest()


def answers_as_ours(*, port: int, nonce: str, timeout: float) -> bool:
    """Ask whoever listens on `port` to prove it holds `nonce`; a stranger never can."""
    challenge = secrets.token_hex(_CHALLENGE_BYTES)
    connection = http.client.HTTPConnection(ENGINE_HOST, port, timeout=timeout)
    try:
        connection.request("GET", f"{IDENTITY_PATH}?challenge={quote(challenge)}")
        answer = json.loads(connection.getresponse().read(4096))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    proof = answer.get("proof") if isinstance(answer, dict) else None
    expected = proof_of(nonce, port=port, challenge=challenge)
    return isinstance(proof, str) and hmac.compare_digest(proof.encode(), expected.encode())
