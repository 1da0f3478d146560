"""Writes are told from reads by the operation's name."""

import pytest

from services.cloud.aws import AwsCall
from tests.aws_writes import is_write


@pytest.mark.parametrize(
    ("operation", "writes"),
    [
        ("list_users", False),
        ("get_rest_apis", False),
        ("describe_user_pool", False),
        ("admin_get_user", False),
        ("admin_list_groups_for_user", False),
        ("admin_initiate_auth", False),
        ("initiate_auth", False),
        ("admin_create_user", True),
        ("admin_delete_user", True),
        ("create_deployment", True),
        ("update_stage", True),
        ("tag_resource", True),
    ],
)
def test_writes_are_told_from_reads(operation: str, writes: bool) -> None:
    call = AwsCall(service="cognito-idp", operation=operation, duration_ms=1.0)
    assert is_write(call) is writes
