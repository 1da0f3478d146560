"""The role of the job's log, judged by moto."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from services.cloud.aws import Aws
from services.settings import Cloud, Settings
from services.users.csv_files.import_job.log_role import make_log_role
from tests.infra_scripts.moto_aws import MotoAws

pytestmark = pytest.mark.slow


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Aws]:
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield MotoAws(Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path))


def test_the_role_is_made_once_and_may_write_logs_of_user_pools_only(aws: Aws) -> None:
    arn = make_log_role(aws)
    assert arn == "arn:aws:iam::123456789012:role/authorizer-lab-user-import"
    assert make_log_role(aws) == arn
    role = aws.call("iam", "get_role", RoleName="authorizer-lab-user-import")["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "cognito-idp.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ]
    policy = aws.call(
        "iam",
        "get_role_policy",
        RoleName="authorizer-lab-user-import",
        PolicyName="write-import-log",
    )["PolicyDocument"]
    assert policy["Statement"][0]["Resource"] == [
        "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/cognito/*"
    ]
    assert "logs:PutLogEvents" in policy["Statement"][0]["Action"]
