"""The pool's directory for stories of files, and the end of what they made."""

from collections.abc import Iterator

import pytest

from pages._server.process import LabProcess
from services.users.directory import Directory


@pytest.fixture
def directory(lab_process: LabProcess) -> Iterator[Directory]:
    """Users whose name begins with file- go afterwards, and the journals of the jobs."""
    directory = lab_process.lab().directory
    yield directory
    lab_process.bulk.close()
    for user in directory.list_page().users:
        if user.username.startswith("file-"):
            directory.delete(user.username)
    for path in lab_process.settings.bulk_dir.glob("*"):
        path.unlink()
