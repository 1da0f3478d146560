"""Which calls take back what was made: only those whose opposite was answered."""

import pytest

from services.users.changes.change import Call
from services.users.changes.due_back import due_back
from tests.services.users.changes.made_changes import a_call


def join(group: str, username: str = "ann") -> Call:
    return a_call("admin_add_user_to_group", username, GroupName=group)


def leave(group: str, username: str = "ann") -> Call:
    return a_call("admin_remove_user_from_group", username, GroupName=group)


def of_group(operation: str) -> Call:
    return Call(operation=operation, parameters={"GroupName": "staff"})


DELETE, CREATE = a_call("admin_delete_user"), a_call("admin_create_user")
SET = a_call("admin_update_user_attributes", UserAttributes=[])
CLEAR = a_call("admin_delete_user_attributes", UserAttributeNames=[])
ENABLE, DISABLE = a_call("admin_enable_user"), a_call("admin_disable_user")
PASSWORD = a_call("admin_set_user_password")


@pytest.mark.parametrize(
    ("take_back", "answered", "due"),
    [
        pytest.param((leave("a"), leave("b")), (join("a"),), (leave("a"),), id="one of two groups"),
        pytest.param((leave("a"), join("c")), (leave("c"),), (join("c"),), id="a group left"),
        pytest.param((leave("a"),), (join("a", "bob"),), (), id="another user's group"),
        pytest.param((DELETE,), (CREATE, PASSWORD), (DELETE,), id="a creation"),
        pytest.param((DELETE,), (PASSWORD,), (), id="a password makes no user"),
        pytest.param((SET, CLEAR), (CLEAR,), (SET, CLEAR), id="attributes"),
        pytest.param((DISABLE, SET), (ENABLE,), (DISABLE,), id="enabled only"),
        pytest.param((ENABLE,), (DISABLE,), (ENABLE,), id="disabled"),
        pytest.param(
            (of_group("delete_group"),), (of_group("create_group"), join("staff")),
            (of_group("delete_group"),), id="a group made again",
        ),
        pytest.param((PASSWORD,), (PASSWORD,), (), id="a password has no way back"),
    ],
)  # fmt: skip
def test_only_what_was_made_is_due(
    take_back: tuple[Call, ...], answered: tuple[Call, ...], due: tuple[Call, ...]
) -> None:
    assert due_back(take_back, answered) == due
