"""How an engine proves it is ours: a challenge only the holder of the record's nonce can answer.

The addresses under /_lab/ are the guard's own, for this product alone; each answer carries a proof.
"""

import hashlib
import hmac
import http.client
import json
import secrets
from typing import Any
from urllib.parse import quote

from services.home.engine_record import ENGINE_HOST

IDENTITY_PATH = "/_lab/identity"
SAVE_PATH = "/_lab/save"
_CHALLENGE_BYTES = 16
_LONGEST_CHALLENGE = 128
_LONGEST_ANSWER = 65_536


def new_nonce() -> str:
    """Return a fresh secret for one engine run; it lives in the 0600 record and nowhere else."""
    return secrets.token_hex(32)


def proof_of(nonce: str, *, port: int, challenge: str) -> str:
    """Answer `challenge`; the port is part of it, so one engine cannot speak for another."""
    message = f"{port}\n{challenge[:_LONGEST_CHALLENGE]}".encode()
    return hmac.new(nonce.encode(), message, hashlib.sha256).hexdigest()


def answers_as_ours(*, port: int, nonce: str, timeout: float) -> bool:
    """Ask the process that listens on `port` to prove that it holds `nonce`; no other can."""
    return ask_ours("GET", IDENTITY_PATH, port=port, nonce=nonce, timeout=timeout) is not None


def ask_ours(
    method: str, path: str, *, port: int, nonce: str, timeout: float
) -> dict[str, Any] | None:
    """Return what the engine that holds `nonce` answers, or None when no such engine answered.

    `timeout` is in seconds and counts for each wait.
    """
    challenge = secrets.token_hex(_CHALLENGE_BYTES)
    connection = http.client.HTTPConnection(ENGINE_HOST, port, timeout=timeout)
    try:
        connection.request(method, f"{path}?challenge={quote(challenge)}")
        answer = json.loads(connection.getresponse().read(_LONGEST_ANSWER))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    proof = answer.get("proof") if isinstance(answer, dict) else None
    expected = proof_of(nonce, port=port, challenge=challenge)
    if isinstance(proof, str) and hmac.compare_digest(proof.encode(), expected.encode()):
        return dict(answer)
    return None
