"""The user pool of the stack for stories that make users of their own."""

from collections.abc import Iterator

import pytest

from pages._server.process import LabProcess
from services.users.directory import Directory


@pytest.fixture
def directory(lab_process: LabProcess) -> Iterator[Directory]:
    """The directory of the stack's pool; users whose name begins with scratch- go afterwards."""
    directory = lab_process.lab().directory
    yield directory
    for user in directory.list_page().users:
        if user.username.startswith("scratch-"):
            directory.delete(user.username)
