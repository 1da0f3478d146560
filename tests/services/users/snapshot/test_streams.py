"""Streams of users: every one in the question's order, as of one moment, and found by values."""

from collections.abc import Iterator

import pytest

from services.users.snapshot.question import TextMatch, UserQuestion
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user

COUNT = 2_345  # more than two batches


@pytest.fixture
def snapshot() -> Iterator[Snapshot]:
    users = tuple(listed_user(f"user-{n:04}", email=f"{n % 7}@x.de") for n in range(COUNT))
    pool = ListedPool([users[at : at + 60] for at in range(0, COUNT, 60)])
    opened = Snapshot(pool, None)  # type: ignore[arg-type]
    opened.refresh(pool)  # type: ignore[arg-type]
    opened.wait(60)
    yield opened
    opened.close()


def names(rows: object) -> list[str]:
    return [row.user.username for row in rows]  # type: ignore[attr-defined]


def test_every_user_comes_once_and_in_order(snapshot: Snapshot) -> None:
    assert names(snapshot.each(UserQuestion())) == [f"user-{n:04}" for n in range(COUNT)]


def test_filter_and_sort_of_the_question_hold_over_all_batches(snapshot: Snapshot) -> None:
    question = UserQuestion(
        text="user-1", match=TextMatch.STARTS_WITH, sort="email", is_descending=True
    )
    wanted = sorted(range(1_000, 2_000), key=lambda n: (-(n % 7), n))
    assert names(snapshot.each(question)) == [f"user-{n:04}" for n in wanted]


def test_what_changes_meanwhile_does_not_change_the_stream(snapshot: Snapshot) -> None:
    stream = snapshot.each(UserQuestion())
    first = next(stream)
    snapshot._store.remove("user-2000")
    assert len([first, *stream]) == COUNT
    assert len(names(snapshot.each(UserQuestion()))) == COUNT - 1


def test_a_stream_that_is_given_up_hinders_nobody(snapshot: Snapshot) -> None:
    stream = snapshot.each(UserQuestion())
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert snapshot.ask(UserQuestion(), page=1, size=1).total == COUNT


def test_users_are_found_by_names_and_by_values_of_an_attribute(snapshot: Snapshot) -> None:
    assert names(snapshot.holders("username", ["USER-0003", "nobody"])) == ["user-0003"]
    assert len(names(snapshot.holders("email", ["3@X.de"]))) == COUNT // 7
    assert names(snapshot.holders("custom:none", ["x"])) == []
