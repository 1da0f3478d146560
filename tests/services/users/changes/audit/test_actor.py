"""Who makes a change: asked of the system, not of the environment, and of AWS where it answers."""

import getpass
import os
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.errors import CredentialsRefused
from services.settings import Settings
from services.users.changes.audit.actor import actor_of, os_user
from services.users.changes.audit.entry import Actor


@pytest.mark.skipif(os.name == "nt", reason="Windows only has the environment")
def test_the_environment_does_not_make_somebody_else_of_the_operator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = os_user()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert getpass.getuser() == "somebody-else"
    assert os_user() == present != "somebody-else"


class _Identity(Aws):
    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        super().__init__(Settings())
        self.answers = list(answers)

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_aws_is_asked_once_for_its_part() -> None:
    aws = _Identity({"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/maya"})
    expected = Actor(
        os_user=os_user(),
        aws_identity="arn:aws:iam::123456789012:user/maya",
        account="123456789012",
    )
    assert [actor_of(aws), actor_of(aws)] == [expected, expected]


def test_expired_credentials_leave_awss_part_empty_until_it_answers() -> None:
    aws = _Identity(CredentialsRefused("expired"), {"Account": "1", "Arn": "arn:aws:iam::1:root"})
    assert actor_of(aws) == Actor(os_user=os_user())
    assert actor_of(aws).account == "1"
