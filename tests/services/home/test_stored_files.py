"""Small files: private, whole or not there at all, and clear when they cannot be read."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from services.errors import StoredFileError
from services.home.stored_files import (
    is_there,
    make_private_dir,
    read_json,
    remove_file,
    unusable,
    write_json,
)

needs_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read_back_in_its_order(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"z": 1, "a": ["ü", None]})
    document = read_json(tmp_path / "a.json")
    assert document == {"z": 1, "a": ["ü", None]}
    assert list(document or ()) == ["z", "a"]
    assert (tmp_path / "a.json").read_text(encoding="utf-8").endswith("}\n")


@needs_modes
def test_files_and_every_new_directory_are_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "local" / "engine" / "a.json"
    write_json(path, {})
    assert mode(path) == 0o600
    assert [mode(parent) for parent in list(path.parents)[:3]] == [0o700, 0o700, 0o700]


@needs_modes
def test_a_file_that_others_could_read_becomes_private_when_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o644)
    write_json(path, {"a": 1})
    assert mode(path) == 0o600


def test_making_a_directory_twice_is_fine(tmp_path: Path) -> None:
    assert make_private_dir(tmp_path / "a" / "b") == make_private_dir(tmp_path / "a" / "b")


def test_a_document_that_cannot_be_written_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"a": 1})
    with pytest.raises(TypeError):
        write_json(path, {"a": 2, "b": object()})
    assert read_json(path) == {"a": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_json(tmp_path / "missing" / "a.json") is None


@pytest.mark.parametrize(
    "content",
    [b"", b'{"a": ', b"\xff\xfe", b"{'a': 1}", b"[" * 100_000],
    ids=["empty", "cut short", "not UTF-8", "not JSON", "nested without end"],
)
def test_a_file_that_is_no_json_says_how_to_go_on(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(StoredFileError, match=r"a\.json is not valid JSON") as caught:
        read_json(path)
    assert "Move it away" in caught.value.hint


def test_a_directory_in_the_files_place_cannot_be_read_or_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.json" / "something").touch()
    with pytest.raises(StoredFileError, match="cannot be read"):
        read_json(tmp_path / "a.json")
    with pytest.raises(StoredFileError, match="cannot be written"):
        write_json(tmp_path / "a.json", {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@needs_modes
def test_a_pipe_in_the_files_place_is_told_at_once(tmp_path: Path) -> None:
    """Opening it would wait for somebody who writes to it."""
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(StoredFileError, match=r"a\.json cannot be read: it is not a file\."):
        read_json(tmp_path / "a.json")


def test_a_file_in_the_directorys_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(StoredFileError, match="cannot be created") as caught:
        write_json(tmp_path / "home" / "local" / "a.json", {})
    assert "AUTHORIZER_LAB_HOME" in caught.value.hint


def test_the_text_is_plain_json(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", [1])
    assert json.loads((tmp_path / "a.json").read_bytes()) == [1]


def test_a_removed_file_is_gone_and_a_missing_one_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.touch()
    remove_file(path)
    assert not is_there(path)
    remove_file(path)


def test_what_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(StoredFileError, match=r"a\.json cannot be removed"):
        remove_file(tmp_path / "a.json")


def test_a_path_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    assert is_there(tmp_path / "home")
    with pytest.raises(StoredFileError, match=r"a\.json cannot be read"):
        is_there(tmp_path / "home" / "a.json")


@pytest.mark.parametrize(
    ("number", "says", "hints", "status"),
    [
        pytest.param(errno.ENOSPC, "No space left", "Free some disk space", 1, id="a full disk"),
        pytest.param(errno.EDQUOT, "Disk quota", "Free some disk space", 1, id="a full quota"),
        pytest.param(errno.EACCES, "Permission denied", "Check who owns it", 2, id="not our file"),
        pytest.param(errno.EROFS, "Read-only", "AUTHORIZER_LAB_HOME", 2, id="a read-only disk"),
        pytest.param(errno.EIO, "", "AUTHORIZER_LAB_HOME", 2, id="a broken disk"),
    ],
)
def test_each_trouble_with_a_file_is_told_with_what_to_do(
    tmp_path: Path, number: int, says: str, hints: str, status: int
) -> None:
    error = unusable(tmp_path / "a.json", OSError(number, os.strerror(number)), "written")
    assert error.message.startswith(f"{tmp_path / 'a.json'} cannot be written: {says}")
    assert hints in error.hint
    assert error.exit_status == status


def test_a_directory_or_a_file_in_the_way_is_told_as_what_it_is(tmp_path: Path) -> None:
    """Neither is a matter of who owns what."""
    (tmp_path / "a.json").mkdir()
    with pytest.raises(StoredFileError) as caught:
        read_json(tmp_path / "a.json", remedy="Move it away and run `up`.")
    assert caught.value.message.endswith("cannot be read: it is a directory, where a file belongs.")
    assert caught.value.hint == "Move it away and run `up`."
    (tmp_path / "home").touch()
    for do in (
        lambda: make_private_dir(tmp_path / "home"),
        lambda: make_private_dir(tmp_path / "home" / "local"),
        lambda: is_there(tmp_path / "home" / "local"),
    ):
        with pytest.raises(StoredFileError, match="is a file, where a directory belongs") as caught:
            do()
        assert "AUTHORIZER_LAB_HOME" in caught.value.hint
