"""A file that stays open: it is always the one at its path, and nothing of it is torn."""

import os
from pathlib import Path

import pytest

from services.home.kept_file import KeptFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


def append(file: KeptFile, content: bytes) -> None:
    file.open()
    file.append(content)


@pytest.mark.skipif(os.name == "nt", reason="Windows renames no open file")
def test_a_file_that_another_process_put_aside_is_written_no_more(path: Path) -> None:
    file = KeptFile(path, is_shared=True)
    append(file, b"first\n")
    path.rename(path.with_suffix(".00001.jsonl"))
    append(file, b"second\n")
    assert path.read_bytes() == b"second\n"
    assert path.with_suffix(".00001.jsonl").read_bytes() == b"first\n"


def test_a_line_that_another_process_tore_gets_its_end(path: Path) -> None:
    file = KeptFile(path, is_shared=True)
    append(file, b"first\n")
    with path.open("ab") as other:
        other.write(b"torn")
    append(file, b"second\n")
    append(file, b"third\n")
    assert path.read_bytes() == b"first\ntorn\nsecond\nthird\n"


def test_one_that_was_closed_is_opened_again_where_it_was_left(path: Path) -> None:
    file = KeptFile(path, is_shared=False)
    append(file, b"first\n")
    file.close()
    append(file, b"second\n")
    file.flush()
    file.close()
    file.flush()
    assert path.read_bytes() == b"first\nsecond\n"


def test_a_removed_file_has_nothing_to_flush(path: Path) -> None:
    file = KeptFile(path, is_shared=True)
    append(file, b"first\n")
    file.close()
    path.unlink()
    file.flush()
    assert not path.exists()
