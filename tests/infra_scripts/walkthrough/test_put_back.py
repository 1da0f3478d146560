"""Put everything back: the walkthrough ends, the test users are as they were, and never by half."""

from collections.abc import Iterator

import pytest

from infra_scripts.operations import is_put_back_open, put_back, up_and_seed
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.walk_operations import walk_step
from infra_scripts.walkthrough.walk import Walk
from services.cloud.aws import Aws
from services.errors import LabError, StackBusy
from services.home.stored_files import is_there
from services.lab import open_lab
from tests.infra_scripts.provisioning import Killed, StackOfTest

pytestmark = pytest.mark.engine


@pytest.fixture
def aws(stack: StackOfTest) -> Aws:
    return Aws(stack.settings, stack.aws.endpoint_url, observer=stack.watch)


@pytest.fixture
def walk(aws: Aws) -> Iterator[Walk]:
    up_and_seed(aws)
    lab = open_lab(aws.settings, aws=aws, endpoint_url=aws.endpoint_url)
    walk = Walk(lab)
    walk_step(walk, "call-refused")
    lab.directory.disable("maya")
    yield walk
    walk.clear()


def assert_all_is_back(aws: Aws, walk: Walk) -> None:
    lab = open_lab(aws.settings, aws=aws, endpoint_url=aws.endpoint_url)
    assert lab.directory.get("maya").enabled
    assert not walk.is_under_way()
    assert not is_there(walk.settings.personas_path)
    assert walk.settings.stack not in {
        it["name"] for it in aws.pages("apigateway", "get_rest_apis")
    }
    assert not is_put_back_open(aws.settings)


def test_the_walkthrough_is_over_and_the_test_users_are_as_they_were(aws: Aws, walk: Walk) -> None:
    put_back(aws)
    assert_all_is_back(aws, walk)


@pytest.mark.parametrize("writes", [1, 3, 6, 10])
def test_killed_in_the_middle_it_is_known_and_finished_later(
    aws: Aws, walk: Walk, stack: StackOfTest, writes: int
) -> None:
    with stack.watch.during(lives=writes), pytest.raises(Killed):
        put_back(aws)
    assert is_put_back_open(aws.settings)
    put_back(aws)
    assert_all_is_back(aws, walk)


def test_what_cannot_be_removed_is_told_and_not_forgotten(
    aws: Aws, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Walk, "clear", lambda *_: ("the user pool",))
        with pytest.raises(LabError, match="the user pool could not be removed"):
            put_back(aws)
    assert is_put_back_open(aws.settings)


def test_beside_another_run_nothing_is_begun(aws: Aws, walk: Walk) -> None:
    with stack_lock(aws.settings), pytest.raises(StackBusy):
        put_back(aws)
    assert not is_put_back_open(aws.settings)
