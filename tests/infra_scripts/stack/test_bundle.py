"""The same source gives the same zip, whatever the machine, the time and the permissions."""

import io
import os
import zipfile
from pathlib import Path

from infra_scripts.stack.bundle import LAMBDAS_DIR, bundle, code_sha256


def _source(directory: Path) -> Path:
    (directory / "part").mkdir(parents=True)
    (directory / "handler.py").write_bytes(b"import part.answer\n")
    (directory / "part" / "answer.py").write_bytes(b"ANSWER = 42\n")
    return directory


def test_a_bundle_has_exactly_these_bytes(tmp_path: Path) -> None:
    digest = code_sha256(bundle(_source(tmp_path / "function")))
    assert digest == "yStAH37GKFs71FEbtg20Mxw4xqXLev6USqMcgmJ9Qbw="


def test_times_and_permissions_leave_no_trace(tmp_path: Path) -> None:
    first, second = _source(tmp_path / "first"), _source(tmp_path / "second")
    os.utime(second / "handler.py", (1_000_000_000, 1_000_000_000))
    (second / "handler.py").chmod(0o755)
    assert bundle(first) == bundle(second)


def test_windows_line_ends_leave_no_trace(tmp_path: Path) -> None:
    first, second = _source(tmp_path / "first"), _source(tmp_path / "second")
    (second / "handler.py").write_bytes(b"import part.answer\r\n")
    assert bundle(first) == bundle(second)


def test_only_source_goes_in(tmp_path: Path) -> None:
    function = _source(tmp_path / "function")
    (function / "__pycache__").mkdir()
    (function / "__pycache__" / "handler.cpython-313.pyc").write_bytes(b"compiled")
    (function / "notes.txt").write_text("not code")
    names = zipfile.ZipFile(io.BytesIO(bundle(function))).namelist()
    assert names == ["handler.py", "part/answer.py"]


def test_one_changed_byte_changes_the_digest(tmp_path: Path) -> None:
    first, second = _source(tmp_path / "first"), _source(tmp_path / "second")
    (second / "handler.py").write_bytes(b"import part.answer  \n")
    assert code_sha256(bundle(first)) != code_sha256(bundle(second))


def test_both_functions_have_their_handler_at_the_top() -> None:
    for name in ("user_sign_in", "my_api"):
        archive = zipfile.ZipFile(io.BytesIO(bundle(LAMBDAS_DIR / name)))
        assert "handler.py" in archive.namelist()
        assert archive.testzip() is None
