"""The proof of identity: right for one nonce and one port only."""

import hashlib
import hmac

import pytest

from infra_scripts.local_engine.identity import answers_as_ours, new_nonce, proof_of
from infra_scripts.local_engine.process import RunningEngine
from services.home.engine_record import read_record
from services.settings import Settings


def test_the_proof_is_an_hmac_over_port_and_challenge() -> None:
    expected = hmac.new(b"nonce", b"4566\nabc", hashlib.sha256).hexdigest()
    assert proof_of("nonce", port=4566, challenge="abc") == expected


@pytest.mark.parametrize(
    ("nonce", "port", "challenge"),
    [("other", 4566, "abc"), ("nonce", 4567, "abc"), ("nonce", 4566, "abd")],
    ids=["another nonce", "another port", "another challenge"],
)
def test_nothing_else_gives_the_same_proof(nonce: str, port: int, challenge: str) -> None:
    right = proof_of("nonce", port=4566, challenge="abc")
    assert proof_of(nonce, port=port, challenge=challenge) != right


def test_nonces_are_never_the_same() -> None:
    assert len({new_nonce() for _ in range(100)}) == 100


@pytest.mark.engine
def test_the_running_engine_proves_itself_with_its_nonce_only(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    record = read_record(engine_settings.engine_dir)
    assert record is not None
    assert answers_as_ours(port=engine.port, nonce=record.nonce, timeout=60)
    assert not answers_as_ours(port=engine.port, nonce=new_nonce(), timeout=60)


def test_a_port_where_nobody_listens_proves_nothing() -> None:
    assert not answers_as_ours(port=1, nonce="nonce", timeout=1)
