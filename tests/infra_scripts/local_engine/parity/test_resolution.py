"""A user is looked for while others are created."""

from collections.abc import Iterator
from typing import Any

from ministack.services import cognito

from infra_scripts.local_engine.parity.users.resolution import resolving


class Joined(list[dict[str, str]]):
    """Attributes of a user, while whose reading another user is created."""

    def __init__(self, users: dict[str, Any], sub: str) -> None:
        super().__init__([{"Name": "sub", "Value": sub}])
        self.users = users

    def __iter__(self) -> Iterator[dict[str, str]]:
        self.users[f"new{len(self.users)}"] = {"Attributes": []}
        return super().__iter__()


def test_a_user_is_found_by_sub_while_others_are_created() -> None:
    users: dict[str, Any] = {}
    users["ann"] = {"Attributes": Joined(users, "1")}
    users["bob"] = {"Attributes": Joined(users, "2")}
    found, refused = resolving(cognito._resolve_user)({"_users": users}, "2")
    assert (found, refused) == (users["bob"], None)


def test_nobody_is_found_while_others_are_created() -> None:
    users: dict[str, Any] = {}
    users["ann"] = {"Attributes": Joined(users, "1")}
    found, (status, _, _) = resolving(cognito._resolve_user)({"_users": users}, "cleo")
    assert (found, status) == (None, 400)
