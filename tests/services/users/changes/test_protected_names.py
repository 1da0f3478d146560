"""The file that names protected users: how a name may be written, and what is no such file."""

import os

import pytest

from services.errors import PlanRefused, StoredFileError
from services.users.changes.desk import Desk
from services.users.changes.protection import protected_names
from tests.services.users.changes.made_changes import disabling, protect, with_ann

pytestmark = pytest.mark.engine


def test_the_sign_of_a_remark_may_stand_within_a_name(desk: Desk) -> None:
    protect(desk.settings, "#all\nann#1 # hers\n\t# none\n")
    assert protected_names(desk.settings) == {"ann#1"}


def test_without_a_file_nobody_is_named(desk: Desk) -> None:
    assert protected_names(desk.settings) == set()


@pytest.mark.parametrize(
    ("written", "username"),
    [
        pytest.param(b"\xef\xbb\xbfann\r\n", "ann", id="the mark of Windows' editors before it"),
        pytest.param("jose\u0301\n".encode(), "jos\u00e9", id="an accent of its own in the file"),
        pytest.param("jos\u00e9\n".encode(), "jose\u0301", id="an accent of its own in Cognito"),
        pytest.param(b"STRASSE\n", "stra\u00dfe", id="a letter that has two in capitals"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_coded(desk: Desk, written: bytes, username: str) -> None:
    protect(desk.settings, "")
    desk.settings.protected_users_path.write_bytes(written)
    with pytest.raises(PlanRefused, match="protected user"):
        with_ann(desk, username).do(disabling(username), reason="a test")
    assert desk.directory.get(username).enabled


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_in_place_of_the_file_lets_nothing_through_and_is_not_waited_for(
    desk: Desk,
) -> None:
    desk.settings.protected_users_path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(desk.settings.protected_users_path)
    with pytest.raises(StoredFileError, match="it is not a file"):
        with_ann(desk).do(disabling(), reason="a test")
