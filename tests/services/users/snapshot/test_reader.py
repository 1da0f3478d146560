"""Answers of the snapshot that are held: read once, and never behind what was written."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from services.errors import SnapshotError
from services.users.directory import UserStatus
from services.users.snapshot import reader as reader_module
from services.users.snapshot.database import SnapshotDatabase
from services.users.snapshot.question import UserQuestion, UserRow
from services.users.snapshot.reader import SnapshotReader
from services.users.snapshot.store import FillRecord, SnapshotStore
from tests.services.users.snapshot.listed_pool import listed_user

PLAIN, FOUND = UserQuestion(), UserQuestion(text="an")


@pytest.fixture
def store(database: SnapshotDatabase) -> SnapshotStore:
    filled = SnapshotStore(database, "pool")
    filled.begin()
    filled.add([listed_user("ana"), listed_user("ben")])
    filled.finish(FillRecord(started_at=0.0, ended_at=0.0, calls=1))
    return filled


@pytest.fixture
def reader(database: SnapshotDatabase, store: SnapshotStore) -> SnapshotReader:
    return SnapshotReader(database)


def names(reader: SnapshotReader, question: UserQuestion) -> list[str]:
    return [row.user.username for row in reader.page(question, page=1, size=10).rows]


def newcomer() -> UserRow:
    user = replace(
        listed_user("anton"), status=UserStatus.UNCONFIRMED, attributes={"custom:team": "blue"}
    )
    return UserRow(user=user, groups=("staff",))


@pytest.mark.parametrize("question", [PLAIN, FOUND], ids=["all", "found"])
def test_the_same_question_is_not_read_again(
    reader: SnapshotReader, monkeypatch: pytest.MonkeyPatch, question: UserQuestion
) -> None:
    def ask() -> tuple[Any, ...]:
        page = reader.page(question, page=1, size=10)
        return page, reader.totals(), reader.attribute_names(), reader.group_sizes()

    first = ask()

    def refuse(_connection: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(reader_module, "transaction", refuse)
    assert ask() == first


def test_every_answer_has_a_write_at_once(reader: SnapshotReader, store: SnapshotStore) -> None:
    assert (names(reader, PLAIN), names(reader, FOUND)) == (["ana", "ben"], ["ana"])
    assert (reader.row("anton"), reader.group_sizes()) == (None, {})
    assert "custom:team" not in reader.attribute_names()
    assert ("UNCONFIRMED", True) not in reader.totals().by_status
    store.put(newcomer())
    assert names(reader, PLAIN) == ["ana", "anton", "ben"]
    assert names(reader, FOUND) == ["ana", "anton"]
    assert reader.row("anton") == newcomer()
    assert (reader.group_names(), reader.group_sizes()) == (("staff",), {"staff": 1})
    assert "custom:team" in reader.attribute_names()
    assert reader.totals().by_status["UNCONFIRMED", True] == 1
    store.drop_group("staff")
    assert reader.group_sizes() == {}
    assert reader.page(FOUND, page=1, size=10).rows[1].groups == ()
    store.remove("anton")
    assert (names(reader, FOUND), reader.row("anton")) == (["ana"], None)


def test_a_fill_takes_the_place_of_what_was_held(
    reader: SnapshotReader, store: SnapshotStore
) -> None:
    assert names(reader, PLAIN) == ["ana", "ben"]
    store.begin()
    store.add([listed_user("cem")])
    assert names(reader, PLAIN) == ["ana", "ben"]
    store.finish(FillRecord(started_at=1.0, ended_at=1.0, calls=1))
    assert names(reader, PLAIN) == ["cem"]


@pytest.mark.parametrize("question", [PLAIN, FOUND], ids=["all", "found"])
def test_an_answer_read_while_somebody_writes_does_not_stay(
    reader: SnapshotReader,
    store: SnapshotStore,
    monkeypatch: pytest.MonkeyPatch,
    question: UserQuestion,
) -> None:
    original = reader_module._page

    def interrupted(*asked: Any) -> Any:
        answer = original(*asked)
        store.put(newcomer())
        return answer

    monkeypatch.setattr(reader_module, "_page", interrupted)
    assert "anton" not in names(reader, question)
    monkeypatch.undo()
    assert "anton" in names(reader, question)


def test_pages_and_sizes_are_answers_of_their_own(reader: SnapshotReader) -> None:
    first = reader.page(PLAIN, page=1, size=1)
    second = reader.page(PLAIN, page=2, size=1)
    assert [page.rows[0].user.username for page in (first, second)] == ["ana", "ben"]
    assert len(reader.page(PLAIN, page=1, size=2).rows) == 2


def test_a_question_that_failed_is_asked_again(
    reader: SnapshotReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise duckdb.IOException("no room")

    monkeypatch.setattr(reader_module, "_page", fail)
    with pytest.raises(SnapshotError):
        reader.page(FOUND, page=1, size=10)
    monkeypatch.undo()
    assert names(reader, FOUND) == ["ana"]


def test_nobody_else_writes_to_the_file_unseen(
    store: SnapshotStore, reader: SnapshotReader, tmp_path: Path
) -> None:
    """Another process gets no such file (test_damage.py), and a second opening is in memory."""
    before = (tmp_path / "snapshot" / "users.duckdb").stat()
    second = SnapshotDatabase(tmp_path / "snapshot")
    SnapshotStore(second, "another pool").put(newcomer())
    after = (tmp_path / "snapshot" / "users.duckdb").stat()
    assert (second.is_on_disk, after.st_ino) == (False, before.st_ino)
    assert "anton" not in names(reader, PLAIN)
    second.close()
    store.put(newcomer())
    assert "anton" in names(reader, PLAIN)
