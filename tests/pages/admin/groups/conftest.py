"""The lab's groups and users before and after each story on the Groups page."""

from collections.abc import Iterator

import pytest

from pages._server.process import LabProcess
from services.users.directory import Directory
from services.users.groups.group_changes import change_of_group_end
from services.users.pool_group import GroupValues, PoolGroup, read_groups
from tests.pages.admin.groups.group_stories import made


@pytest.fixture
def directory(lab_process: LabProcess) -> Iterator[Directory]:
    """The lab's directory; users and groups that the test makes are removed after it."""
    lab = lab_process.lab()
    yield lab.directory
    for group in read_groups(lab.aws, lab.directory.user_pool_id):
        if group.name not in ("admins", "staff"):
            lab.desk.do(change_of_group_end(group), reason="the test is over")
    for user in lab.directory.list_page().users:
        if user.username.startswith("scratch-"):
            lab.directory.delete(user.username)


@pytest.fixture
def group(lab_process: LabProcess, directory: Directory) -> PoolGroup:
    return made(lab_process, GroupValues(name="scratch", description="A draft", precedence=5))
