"""Snippets are run for real: the pasted command repeats the request to the last character."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.traffic.exchange import Exchange
from services.traffic.recorder import HttpRecorder
from services.traffic.snippets import curl, python_requests
from tests.services.canned_api import CannedApi, Request

JWS = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl"
BEARER = {"Authorization": f"Bearer {JWS}"}
SIGN_IN = {"username": 'an\'a "the" first $HOME `id` !x', "password": "p$w'd!"}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request to repeat; `token` is what the user sets TOKEN to before pasting."""

    path: str = "/demo/my-api"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    token: str = JWS

    def send(self, api: CannedApi, recorder: HttpRecorder) -> Exchange:
        method = "GET" if self.body is None else "POST"
        url = api.url + self.path
        return recorder.send(method, url, label="x", headers=self.headers, body=self.body)

    def variables(self) -> dict[str, str]:
        others = {"API_KEY": "k", "COOKIE": "a=b", "PASSWORD": "p$w'd!", "SESSION": "s"}
        return {"TOKEN": self.token, **others}


CALLS = [
    pytest.param(Call(), id="a plain GET"),
    pytest.param(Call(path="/x?a=1&b=[2-3]{4,5}", headers=BEARER), id="a token and odd letters"),
    pytest.param(Call(headers={"Authorization": JWS}), id="a raw token"),
    pytest.param(Call(path=f"/x?access_token={JWS}&b=[2-3]"), id="a token in the query string"),
    pytest.param(Call(headers={"Authorization": ""}), id="an empty header"),
    pytest.param(
        Call(headers={"Authorization": "it's; $HOME"}, token="it's; $HOME"), id="free text"
    ),
    pytest.param(Call(headers={"Authorization": "tökén"}, token="tökén"), id="beyond ASCII"),
    pytest.param(Call(headers={"X-Api-Key": "k", "Cookie": "a=b"}), id="other secrets"),
    pytest.param(Call(headers={"X-Trace": f"`id` {JWS}. !x"}), id="a token in odd text"),
    pytest.param(Call(body=SIGN_IN), id="a password"),
    pytest.param(Call(body={"a": [{"session": "s"}]}), id="a session, nested"),
    pytest.param(Call(body=[JWS, None, True, 1.5]), id="a list"),
    pytest.param(Call(body="@not a file\n'"), id="text that is no JSON"),
    pytest.param(Call(body=f"near {JWS} it"), id="a token in text"),
    pytest.param(Call(body=""), id="an empty body"),
    pytest.param(Call(body={"a": "\ue000 ü", "session": "s"}), id="letters for private use"),
]
needs_curl = pytest.mark.skipif(
    shutil.which("curl") is None or shutil.which("sh") is None, reason="curl or sh is missing"
)


def run(command: list[str], **variables: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": "/nowhere", **variables}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def run_in_shell(command: str, **variables: str) -> str:
    return run(
        ["sh", "-c", command.replace("curl ", "curl --silent --show-error ", 1)], **variables
    )


def essence(request: Request) -> tuple[str, str, list[tuple[str, str]], str]:
    """Return what a request says, without what each client adds of itself."""
    own = {"host", "user-agent", "accept", "accept-encoding", "connection", "content-length"}
    headers = [(name, value) for name, value in request.headers if name.lower() not in own]
    return request.method, request.path, sorted(headers), request.body


@needs_curl
@pytest.mark.parametrize("reveal", [True, False], ids=["revealed", "with variables"])
@pytest.mark.parametrize("call", CALLS)
def test_the_curl_command_repeats_the_request(
    api: CannedApi, recorder: HttpRecorder, call: Call, reveal: bool
) -> None:
    exchange = call.send(api, recorder)
    output = run_in_shell(curl(exchange, reveal=reveal), **({} if reveal else call.variables()))
    assert "200 OK" in output
    got, original = essence(api.requests[1]), essence(api.requests[0])
    assert got[:3] == original[:3]
    assert got[3] == original[3] if reveal else same_json(got[3], original[3])


@pytest.mark.parametrize("reveal", [True, False], ids=["revealed", "with variables"])
@pytest.mark.parametrize("call", CALLS)
def test_the_python_script_repeats_the_request(
    api: CannedApi,
    recorder: HttpRecorder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    call: Call,
    *,
    reveal: bool,
) -> None:
    exchange = call.send(api, recorder)
    for name, value in {} if reveal else call.variables().items():
        monkeypatch.setenv(name, value)
    exec(python_requests(exchange, reveal=reveal), {})
    assert capsys.readouterr().out.startswith("200 OK\n")
    got, original = essence(api.requests[1]), essence(api.requests[0])
    assert got[:3] == original[:3]
    assert same_json(got[3], original[3])


def same_json(one: str, other: str) -> bool:
    return one == other or json.loads(one) == json.loads(other)


def exchange(headers: dict[str, str], body: str | None = None, query: str = "") -> Exchange:
    return Exchange(
        id="1",
        label="x",
        started_at=0.0,
        duration_ms=0.0,
        method="POST",
        url=f"http://127.0.0.1:4566/demo{query}",
        request_headers=tuple(headers.items()),
        request_body=body,
    )


def test_a_redacted_command_reads_well() -> None:
    assert curl(exchange(BEARER, '{"username": "ana", "password": "x"}')) == (
        "curl --include --request POST http://127.0.0.1:4566/demo \\\n"
        '  --header "Authorization: Bearer $TOKEN" \\\n'
        """  --data-raw '{"username": "ana", "password": "'"$PASSWORD"'"}'"""
    )


@pytest.mark.parametrize("snippet", [curl, python_requests])
def test_nothing_secret_is_written_unless_asked_for(snippet: Any) -> None:
    sent = exchange(
        {**BEARER, "x-api-key": "the-key", "Cookie": "a=the-cookie", "X-Trace": JWS},
        f'{{"password": "the-password", "refresh_token": "r", "note": "{JWS}"}}',
    )
    in_query = exchange({}, query=f"?access_token={JWS}")
    assert (JWS in snippet(in_query), JWS in snippet(in_query, reveal=True)) == (False, True)
    secrets = (JWS, "the-key", "the-cookie", "the-password")
    assert [secret for secret in secrets if secret in snippet(sent)] == []
    assert [secret for secret in secrets if secret not in snippet(sent, reveal=True)] == []


def test_the_python_script_imports_only_what_it_uses() -> None:
    assert python_requests(exchange({})).splitlines()[0] == "import requests"
    assert python_requests(exchange(BEARER)).splitlines()[:2] == ["import os", "import requests"]
