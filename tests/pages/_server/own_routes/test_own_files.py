"""The script's route and its tag in the page, spoken to as a browser would."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Router

from pages._server.own_routes.own_files import OwnFiles, OwnTags, Tags
from tests.pages._server.asgi_client import AsgiClient

HOST = "localhost:8501"
PAGE = b"<html><head><title>x</title></head><body><head></body></html>"
TAGS = Tags(
    script='<script type="module" src="/lab/own/v/lab.js"></script>',
    style='<link rel="stylesheet" href="/lab/own/v/lab.css">',
)
WITH_TAGS = (
    b"<html><head>" + TAGS.script.encode() + b"<title>x</title></head><body><head>"
    b"" + TAGS.style.encode() + b"</body></html>"
)
NAVIGATION = {"accept": "text/html,application/xhtml+xml"}


async def _streamlit(scope: Any, receive: Any, send: Any) -> None:
    """Answer like Streamlit: pages in parts and zipped on request, not at all when unchanged."""
    asked = dict(scope["headers"])
    if asked.get(b"if-none-match") == b"of-the-file" or b"range" in asked:
        await send({"type": "http.response.start", "status": 304, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    kind, body = b"text/html; charset=utf-8", PAGE
    if scope["path"].endswith(".js"):
        kind, body = b"text/javascript", b"let head = '<head>'"
    if b"gzip" in asked.get(b"accept-encoding", b""):
        body = gzip.compress(body)
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"etag", b"of-the-file"),
        (b"last-modified", b"long ago"),
        (b"cache-control", b"no-cache"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["method"] == "HEAD":
        body = b""
    middle = len(body) // 2
    await send({"type": "http.response.body", "body": body[:middle], "more_body": True})
    await send({"type": "http.response.body", "body": body[middle:]})


@pytest.fixture
def pages() -> AsgiClient:
    return AsgiClient(OwnTags(_streamlit, TAGS), HOST)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script").mkdir()
    (tmp_path / "lab.css").write_bytes(b"p {}")
    (tmp_path / "script" / "lab.js").write_bytes(b'import "./part.js";')
    (tmp_path / "script" / "part.js").write_bytes(b"1;")
    (tmp_path / "script" / "notes.txt").write_bytes(b"not a script")
    return tmp_path


def _address(script: OwnFiles) -> str:
    return script.tags.script.split('src="')[1].split('"')[0]


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param({}, id="a first visit"),
        pytest.param({"if-none-match": "of-the-file"}, id="a page that the browser has kept"),
        pytest.param({"accept-encoding": "gzip"}, id="a browser that unzips"),
        pytest.param({"range": "bytes=0-9"}, id="a part of the page"),
    ],
)
def test_a_page_gets_the_tag_once_at_the_start_of_its_head(
    pages: AsgiClient, extra: dict[str, str]
) -> None:
    answer = pages.get("/call_api", headers={**NAVIGATION, **extra})
    assert (answer.status, answer.body) == (200, WITH_TAGS)
    assert answer.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(WITH_TAGS)),
        "cache-control": "no-cache",
    }


def test_the_head_of_a_page_names_no_length_and_sends_no_body(pages: AsgiClient) -> None:
    answer = pages.request("HEAD", "/", headers=NAVIGATION)
    assert (answer.status, answer.body) == (200, b"")
    assert "content-length" not in answer.headers


def test_what_is_no_page_is_left_as_it_is(pages: AsgiClient) -> None:
    answer = pages.get("/static/a.js", headers=NAVIGATION)
    assert answer.body == b"let head = '<head>'"
    assert (answer.headers["etag"], answer.headers["content-length"]) == ("of-the-file", "19")


def test_a_request_for_no_page_may_be_answered_from_what_is_kept(pages: AsgiClient) -> None:
    answer = pages.get("/static/a.js", headers={"accept": "*/*", "if-none-match": "of-the-file"})
    assert answer.status == 304


def test_a_file_of_the_script_is_kept_for_ever_under_its_address(folder: Path) -> None:
    script = OwnFiles(folder)
    client = AsgiClient(Router([script.route()]), HOST)
    for address, body in (
        (_address(script), b'import "./part.js";'),
        (_address(script).replace("lab.js", "part.js"), b"1;"),
        (script.tags.style.split('href="')[1].split('"')[0], b"p {}"),
    ):
        answer = client.get(address)
        kind = "css" if address.endswith(".css") else "javascript"
        assert (answer.status, answer.body) == (200, body)
        assert answer.headers["content-type"] == f"text/{kind}; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("changed", "to"),
    [
        pytest.param("lab.js", "notes.txt", id="a file that is no script"),
        pytest.param("lab.js", "lab.py", id="a name that is not there"),
        pytest.param("/lab/own/", "/lab/own/0", id="another version"),
    ],
)
def test_nothing_else_is_served(folder: Path, changed: str, to: str) -> None:
    script = OwnFiles(folder)
    client = AsgiClient(Router([script.route()]), HOST)
    answer = client.get(_address(script).replace(changed, to))
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize("name", ["script/lab.js", "script/part.js", "script/new.js", "lab.css"])
def test_a_change_of_any_file_changes_the_address(folder: Path, name: str) -> None:
    before = _address(OwnFiles(folder))
    assert _address(OwnFiles(folder)) == before
    (folder / name).write_bytes(b"2;")
    assert _address(OwnFiles(folder)) != before


def test_a_line_that_moves_from_file_to_file_changes_the_address(folder: Path) -> None:
    before = _address(OwnFiles(folder))
    (folder / "script" / "lab.js").write_bytes(b"")
    (folder / "script" / "part.js").write_bytes(b'import "./part.js";1;')
    assert _address(OwnFiles(folder)) != before
