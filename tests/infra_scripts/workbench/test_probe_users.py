"""Probe users: every one of a run is deleted, also when another one cannot be."""

import threading
from dataclasses import dataclass, field

import pytest

from infra_scripts.workbench.probe_users import ProbeUsers, RunOver
from services.errors import AwsError, Throttled, UserNotFound
from services.users.new_user import NewUser


@dataclass
class DirectoryOfTest:
    """Remembers what was made and deleted; deleting a role in `fails` raises its error."""

    fails: dict[str, AwsError] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    refuses: AwsError | None = None

    def create(self, user: NewUser) -> None:
        if self.refuses:
            raise self.refuses
        self.made.append(user.username)

    def delete(self, username: str) -> None:
        if error := self.fails.get(username.rpartition("-")[2]):
            raise error
        self.deleted.append(username)


def users_of(directory: DirectoryOfTest) -> ProbeUsers:
    users = ProbeUsers(directory)  # type: ignore[arg-type]
    for role in ("plain", "revoked", "deleted"):
        users.user(role)
    return users


def test_a_user_that_is_gone_already_is_passed_over() -> None:
    directory = DirectoryOfTest(fails={"deleted": UserNotFound("gone")})
    users_of(directory).remove_all()
    assert sorted(directory.deleted) == sorted(directory.made[:2])


@pytest.mark.parametrize("role", ["plain", "revoked", "deleted"])
def test_a_user_that_cannot_be_deleted_is_told_of_and_keeps_no_other(role: str) -> None:
    directory = DirectoryOfTest(fails={role: Throttled("too fast")})
    with pytest.raises(Throttled, match="too fast"):
        users_of(directory).remove_all()
    others = [name for name in directory.made if not name.endswith(f"-{role}")]
    assert sorted(directory.deleted) == sorted(others)


def test_a_user_that_was_not_made_is_refused_to_everybody_and_deleted_all_the_same() -> None:
    directory = DirectoryOfTest(refuses=Throttled("too fast"))
    users = ProbeUsers(directory)  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(Throttled, match="too fast"):
            users.user("plain")
    users.remove_all()
    assert {name.rpartition("-")[2] for name in directory.deleted} == {"plain"}


def test_a_user_that_is_being_made_when_the_run_ends_is_deleted_and_no_other_is_made() -> None:
    directory = DirectoryOfTest()
    users = ProbeUsers(directory)  # type: ignore[arg-type]
    being_made, may_go_on = threading.Event(), threading.Event()
    create = directory.create

    def slow_create(user: NewUser) -> None:
        being_made.set()
        assert may_go_on.wait(60)
        create(user)

    directory.create = slow_create  # type: ignore[method-assign]
    making = threading.Thread(target=users.user, args=("plain",))
    making.start()
    assert being_made.wait(60)
    threading.Timer(0.2, may_go_on.set).start()
    users.remove_all()
    making.join()
    assert directory.deleted == directory.made
    assert len(directory.made) == 1
    with pytest.raises(RunOver):
        users.user("revoked")
    assert len(directory.made) == 1
