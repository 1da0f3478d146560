"""kill -9 in the middle of 100 changes: each that Cognito answered has its line in the log."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from services.cloud.aws import Aws
from services.users.changes.audit.entry import AuditOutcome
from services.users.changes.desk import Desk
from services.users.changes.unanswered import look_at
from tests.services.users.changes.made_changes import disabling

pytestmark = pytest.mark.engine

# Ends itself as kill -9 does when the engine has answered so many changes, before the next line.
CHANGES = """
import os, signal, sys
from pathlib import Path
from services.cloud.aws import Aws, AwsCall
from services.settings import Settings
from services.users.changes.desk import Desk
from tests.services.users.changes.made_changes import disabling
home, endpoint, pool, last = sys.argv[1:]
answered = 0
def count(call):
    global answered
    answered += call.operation == "admin_disable_user"
    if answered == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
desk = Desk(Aws(Settings(home=Path(home)), endpoint, count), pool)
for number in range(100):
    desk.do(disabling(f"user-{number:03}"), reason="a test")
"""


@pytest.fixture
def crowd(aws: Aws) -> Iterator[Desk]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="crowd")["UserPool"]
    for number in range(100):
        aws.call(
            "cognito-idp", "admin_create_user", UserPoolId=pool["Id"],
            Username=f"user-{number:03}", MessageAction="SUPPRESS",
        )  # fmt: skip
    yield Desk(aws, pool["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


def disabled_in_pool(desk: Desk) -> set[str]:
    found, token = set[str](), None
    while True:
        page = desk.directory.list_page(token=token)
        found |= {user.username for user in page.users if not user.enabled}
        token = page.next_token
        if token is None:
            return found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_every_change_that_was_answered_has_its_line(crowd: Desk, aws: Aws) -> None:
    arguments = [str(aws.settings.home), aws.endpoint_url, crowd.user_pool_id, "50"]
    ended = subprocess.run([sys.executable, "-c", CHANGES, *arguments], timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL
    disabled = disabled_in_pool(crowd)
    view = crowd.book.view()
    assert len(disabled) == 50
    assert {each.target for each in view.entries} == disabled
    assert view.damaged == 0
    unanswered = [each for each in view.entries if each.outcome is AuditOutcome.UNKNOWN]
    assert [each.target for each in unanswered] == ["user-049"]
    assert "seems to have been made" in look_at(crowd.directory, unanswered[0])
    crowd.do(disabling("user-099"), reason="goes on after the crash")
    assert crowd.book.view().entries[0].outcome is AuditOutcome.DONE
