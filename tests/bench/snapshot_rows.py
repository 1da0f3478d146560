"""The ratios of the users' snapshot: one question to it over one ListUsers call of 60 users."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.lab import Lab
from services.users.directory import Directory, UserStatus, UserSummary
from services.users.new_user import NewUser
from services.users.snapshot.database import SnapshotDatabase
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.reader import SnapshotReader
from services.users.snapshot.store import FillRecord, SnapshotStore
from tests.bench.measure import Ratio, in_turns, milliseconds

_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_BATCH = 5_000
_STATES = (UserStatus.CONFIRMED, UserStatus.UNCONFIRMED, UserStatus.FORCE_CHANGE_PASSWORD)
# users in the snapshot -> the largest ratio we accept
_AIMS = {100_000: 2.5, 1_000_000: 10.0}
_SYLLABLES = ("an", "be", "ca", "do", "el", "fri", "gus", "hel", "ing", "jo", "kla", "li", "mar")


def measure_snapshot(lab: Lab, scratch: Path) -> list[Ratio]:
    pool = lab.aws.call("cognito-idp", "create_user_pool", PoolName="bench")["UserPool"]
    directory = Directory(lab.aws, pool["Id"])
    for number in range(60):
        directory.create(NewUser(username=f"user-{number}", password="Correct-Horse-9"))
    ratios = [_searched(directory, scratch / str(count), count) for count in _AIMS]
    lab.aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])
    return ratios


def _searched(directory: Directory, place: Path, count: int) -> Ratio:
    """Measure contains, sort and page together; each round looks for another text."""
    database = SnapshotDatabase(place)
    fill_store(SnapshotStore(database, "bench"), count)
    reader, source = SnapshotReader(database), random.Random(10)

    def ask() -> None:
        question = UserQuestion(text=_name(source), sort="email", is_descending=True)
        assert reader.page(question, page=2, size=25).known == count

    def list_users() -> None:
        assert len(directory.list_page(60).users) == 60

    ratio = in_turns(
        f"contains, sort and page among {count:,} users",
        ours=lambda: milliseconds(ask),
        baseline=lambda: milliseconds(list_users),
        baseline_name="one ListUsers call of 60",
        aim=_AIMS[count],
        rounds=20,
    )
    database.close()
    return ratio


def fill_store(store: SnapshotStore, count: int) -> None:
    """Fill the store with so many made-up users."""
    store.begin()
    users = _users(count)
    for _ in range(0, count, _BATCH):
        store.add(next(users) for _ in range(_BATCH))
    store.finish(FillRecord(started_at=0.0, ended_at=0.0, calls=0))


def _name(source: random.Random) -> str:
    return "".join(source.choices(_SYLLABLES, k=3))


def _users(count: int) -> Iterator[UserSummary]:
    source = random.Random(9)
    for number in range(count):
        email = f"{_name(source)}.{_name(source)}{source.randrange(1000)}@example.com"
        made = _FIRST_DAY + timedelta(seconds=source.randrange(90_000_000))
        yield UserSummary(
            username=f"user-{number}",
            sub="",
            status=source.choice(_STATES),
            enabled=number % 10 != 0,
            email=email,
            email_verified=number % 3 != 0,
            created_at=made,
            modified_at=made,
            attributes={
                "email": email,
                "name": f"{_name(source)} {_name(source)}".title(),
                "phone_number": f"+49{10**9 + number}",
                "custom:team": f"team-{number % 100}",
            },
        )
