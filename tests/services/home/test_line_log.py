"""A log of JSON lines: whole lines from many processes, and what a sudden end leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.errors import DiskFull, StoredFileError
from services.home.line_log import Document, LineLog
from tests.file_modes import is_private


def documents(log: LineLog) -> list[Document]:
    return [each for part in log.read(list).parts for each in part.taken]


def damaged(log: LineLog) -> int:
    return sum(part.damaged for part in log.read(list).parts)


WRITER = """
import sys
from pathlib import Path
from services.home.line_log import LineLog
log = LineLog(Path(sys.argv[1]))
for number in range(200):
    log.append({"by": sys.argv[2], "number": number, "text": sys.argv[2] * 3000})
"""


@pytest.fixture
def log(tmp_path: Path) -> LineLog:
    return LineLog(tmp_path / "cloud" / "audit.jsonl")


def test_two_processes_never_mix_their_lines(log: LineLog) -> None:
    command = [sys.executable, "-c", WRITER, str(log.path)]
    writers = [subprocess.Popen([*command, name]) for name in "ab"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert damaged(log) == 0
    assert len(documents(log)) == 400
    for name in "ab":
        own = [each for each in documents(log) if each["by"] == name]
        assert [each["number"] for each in own] == list(range(200))
        assert {each["text"] for each in own} == {name * 3000}


def test_a_line_that_a_crash_tore_is_told_and_the_next_one_stays_whole(log: LineLog) -> None:
    log.append({"number": 1})
    with log.path.open("ab") as file:
        file.write(b'{"number": 2, "te')
    assert (documents(log), damaged(log)) == ([{"number": 1}], 1)
    log.append({"number": 3})
    assert documents(log) == [{"number": 1}, {"number": 3}]
    assert damaged(log) == 1
    assert b'{"number": 2, "te\n' in log.path.read_bytes()


def test_only_this_user_can_read_it(log: LineLog) -> None:
    log.append({"number": 1})
    assert is_private(log.path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_that_others_may_read_is_taken_from_them_again(log: LineLog) -> None:
    log.append({"n": 1})
    log.path.chmod(0o644)
    log.append({"n": 2})
    assert is_private(log.path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_in_its_place_is_said_and_not_waited_for(log: LineLog) -> None:
    log.path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(log.path)
    with pytest.raises(StoredFileError, match="it is not a file"):
        log.read(list)


def test_a_log_that_was_never_begun_is_empty_and_stays_so(log: LineLog) -> None:
    assert documents(log) == []
    assert not log.path.parent.exists()


def test_a_line_break_in_a_text_does_not_end_the_line(log: LineLog) -> None:
    log.append({"text": "one\ntwo\u2028three\r\x85\ud800"})
    assert log.path.read_bytes().count(b"\n") == 1
    assert documents(log) == [{"text": "one\ntwo\u2028three\r\x85\ud800"}]


def test_a_full_file_is_put_aside_and_read_on(tmp_path: Path) -> None:
    log = LineLog(tmp_path / "audit.jsonl", largest=40)
    for number in range(4):
        log.append({"number": number, "text": "x" * 20})
    aside = [path.name for path in sorted(tmp_path.glob("*.jsonl"))]
    assert aside == ["audit.00001.jsonl", "audit.00002.jsonl", "audit.00003.jsonl", "audit.jsonl"]
    assert [each["number"] for each in documents(log)] == [0, 1, 2, 3]


def test_a_part_that_somebody_took_away_is_not_written_over(tmp_path: Path) -> None:
    log = LineLog(tmp_path / "audit.jsonl", largest=1)
    for number in range(4):
        log.append({"number": number})
    (tmp_path / "audit.00001.jsonl").unlink()
    log.append({"number": 4})
    assert [each["number"] for each in documents(log)] == [1, 2, 3, 4]


def test_what_did_not_change_is_not_read_twice(log: LineLog) -> None:
    log.append({"number": 1})
    (before,) = log.read(list).parts
    assert log.read(list).parts[0] is before
    log.append({"number": 2})
    assert len(documents(log)) == 2


def test_files_too_old_to_be_read_are_named(tmp_path: Path) -> None:
    log = LineLog(tmp_path / "audit.jsonl", largest=1)
    for number in range(7):
        log.append({"number": number})
    assert [each["number"] for each in documents(log)] == [2, 3, 4, 5, 6]
    assert [path.name for path in log.read(list).unread] == [
        "audit.00001.jsonl",
        "audit.00002.jsonl",
    ]


def test_a_line_for_which_there_is_no_room_leaves_nothing_behind(
    log: LineLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append({"number": 1})
    before = log.path.read_bytes()
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: write(handle, content[:5]))
    with pytest.raises(DiskFull):
        log.append({"number": 2})
    assert log.path.read_bytes() == before


def test_a_directory_in_its_place_is_said(log: LineLog) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(StoredFileError, match="directory"):
        log.append({"number": 1})


def test_both_documents_of_one_call_stand_on_lines_of_their_own(log: LineLog) -> None:
    log.append({"number": 1}, {"number": 2})
    lines = log.path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["number"] for line in lines] == [1, 2]
