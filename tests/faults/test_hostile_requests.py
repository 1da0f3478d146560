"""Hostile bodies and headers to both APIs: a refusal of the contract, and no secret in any file."""

import base64
import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from infra_scripts import operations
from infra_scripts.local_engine.process import engine_session
from infra_scripts.local_engine.state.autosave import SAVED_WITHIN_SECONDS
from services.cloud.aws import Aws
from services.home.outputs import StackOutputs
from services.settings import Settings

pytestmark = [pytest.mark.engine, pytest.mark.slow]
SECRET = "Secret-of-the-attack-1"
ODD = (
    None,
    True,
    -1,
    10**40,
    1e308,
    "",
    "\x00",
    "\ud800",
    "\u202e",
    "a" * 20_001,
    [],
    ["x"],
    {},
    {"$ne": None},
    "\r\nX: y",
)
FIELDS = ("username", "password", "challenge", "session", "new_password", "mfa_code")
WHOLE_BODIES = (
    b"",
    b"null",
    b"[]",
    b"NaN",
    b"9" * 5_000,
    b"[" * 100_000,
    b'{"a":' * 5_000,
    bytes(range(256)) * 8,
    b"x" * 1_000_000,
    b'{"username": "a", "username": "b", "password": "c"}',
    f'{{"username": "maya", "password": "{SECRET}'.encode(),
    json.dumps({"username": "maya", "password": SECRET}).encode("utf-16"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "home"


@pytest.fixture(scope="module")
def outputs(home: Path) -> Iterator[StackOutputs]:
    """A stack on an engine of its own, whose files and log are looked through at the end."""
    settings = Settings(home=home)
    with engine_session(settings) as engine:
        yield operations.up(Aws(settings, engine.endpoint_url))


def send(method: str, url: str, *, headers: dict[str, Any], body: bytes = b"") -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request(method, parts.path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def bodies() -> Iterator[bytes]:
    yield from WHOLE_BODIES
    for field in FIELDS:
        for value in ODD:
            document = {"username": "maya", "password": SECRET, field: value}
            yield json.dumps(document).encode()


@pytest.mark.parametrize("route", ["", "/challenge", "/refresh"])
def test_the_sign_in_api_refuses_what_it_cannot_read(outputs: StackOutputs, route: str) -> None:
    for body in bodies():
        status, answer = send("POST", outputs.sign_in_url + route, headers={}, body=body)
        told = (body[:200], status, answer[:300])
        document = json.loads(answer)
        assert status in (400, 401), told
        assert (document["status"], document["data"]) == ("failure", {}), told
        assert document["code"] in ("10022", "10023"), told
        assert SECRET not in answer.decode(), told


def encoded(document: bytes) -> str:
    return base64.urlsafe_b64encode(document).rstrip(b"=").decode()


def tokens(issuer: str) -> Iterator[str]:
    head = encoded(b'{"alg": "RS256", "kid": "x"}')
    for exp in (b"1e400", b"1" + b"0" * 40, b'"1"', b"null", b"true", b"[]", b"NaN"):
        claims = b'{"iss": "%s", "exp": %s, "x": "%s"}' % (issuer.encode(), exp, SECRET.encode())
        yield f"{head}.{encoded(claims)}.AA"
    for alg in (b'"none"', b"null", b"[]", b'"HS256"'):
        yield encoded(b'{"alg": %s}' % alg) + "." + encoded(b"{}") + "."
    for octets in (b"[" * 5_000, b"\xff\xfe", b"\x00", b""):
        yield f"{head}.{encoded(octets)}.AA"
    yield from ("..", "A.B.AA", "x" * 9_000, f"Bearer {SECRET}", f"Basic {SECRET}", "\t.\t.")


@pytest.mark.parametrize("route", ["", "/scoped", "/one-client", "/admins"])
def test_the_protected_api_refuses_what_is_no_token_of_its_pool(
    outputs: StackOutputs, route: str
) -> None:
    for token in tokens(outputs.issuer):
        headers = {"Authorization": token}
        status, answer = send("GET", outputs.my_api_url + route, headers=headers)
        told = (token[:200], status, answer[:300])
        assert status == 401, told
        assert list(json.loads(answer)) == ["message"], told
        assert SECRET not in answer.decode(), told


def test_afterwards_no_file_holds_the_secret_and_the_log_no_exception(
    outputs: StackOutputs, home: Path
) -> None:
    right = json.dumps({"username": "maya", "password": SECRET}).encode()
    assert send("POST", outputs.sign_in_url, headers={}, body=right)[0] == 401
    time.sleep(SAVED_WITHIN_SECONDS)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert home / "local" / "engine" / "state" / "cloudwatch_logs.json" in files
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert "Traceback" not in (home / "local" / "engine" / "engine.log").read_text("utf-8")
