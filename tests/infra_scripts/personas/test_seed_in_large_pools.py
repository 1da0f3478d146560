"""A pool with more users and groups than one page of a list holds is reset whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.settings import Settings
from tests.infra_scripts.personas.seeding import SeededLab
from tests.infra_scripts.provisioning import StackOfTest, Watch

pytestmark = pytest.mark.engine

MORE_THAN_A_PAGE = [f"visitors-{number:02}" for number in range(61)]


@pytest.fixture(scope="module")
def lab(
    watched_aws: tuple[Aws, Watch],
    engine_settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SeededLab]:
    aws, watch = watched_aws
    settings = replace(engine_settings, stack="large", home=tmp_path_factory.mktemp("large"))
    stack = StackOfTest(aws=aws, settings=settings, watch=watch)
    made = SeededLab(stack, stack.apply())
    made.seed()
    pool = {"UserPoolId": made.outputs.user_pool_id}
    for name in MORE_THAN_A_PAGE:
        stack.call("cognito-idp", "create_group", **pool, GroupName=name)
    yield made
    stack.provisioner().destroy()


def test_reset_removes_every_user_and_group_that_a_session_left(lab: SeededLab) -> None:
    for name in MORE_THAN_A_PAGE:
        lab.admin("admin_create_user", name, MessageAction="SUPPRESS")

    lab.reset()

    pool = {"UserPoolId": lab.outputs.user_pool_id, "Limit": 60}
    groups = lab.stack.call("cognito-idp", "list_groups", **pool)["Groups"]
    users = lab.stack.call("cognito-idp", "list_users", **pool)["Users"]
    assert sorted(group["GroupName"] for group in groups) == ["admins", "staff"]
    assert len(users) == 9
