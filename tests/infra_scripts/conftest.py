"""A stack for one test, on the worker's engine; what the test left is removed after it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from tests.infra_scripts.provisioning import StackOfTest, Watch

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def watched_aws(engine: RunningEngine, engine_settings: Settings) -> tuple[Aws, Watch]:
    """Clients made once: making them takes longer than provisioning a stack."""
    watch = Watch()
    return Aws(engine_settings, engine.endpoint_url, observer=watch), watch


@pytest.fixture
def new_stack(
    watched_aws: tuple[Aws, Watch], engine_settings: Settings, tmp_path: Path
) -> Iterator[Callable[[], StackOfTest]]:
    aws, watch = watched_aws
    made: list[StackOfTest] = []

    def make() -> StackOfTest:
        number = next(_numbers)
        settings = replace(engine_settings, stack=f"test-{number}", home=tmp_path / str(number))
        made.append(StackOfTest(aws=aws, settings=settings, watch=watch))
        return made[-1]

    yield make
    for stack in made:
        stack.provisioner().destroy()


@pytest.fixture
def stack(new_stack: Callable[[], StackOfTest]) -> StackOfTest:
    """A stack that is not provisioned yet."""
    return new_stack()


@pytest.fixture(scope="module")
def shared_stack(
    watched_aws: tuple[Aws, Watch],
    engine_settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StackOfTest]:
    """A stack for a whole module, whose tests repair what they change."""
    aws, watch = watched_aws
    home = tmp_path_factory.mktemp("shared")
    settings = replace(engine_settings, stack=f"test-{next(_numbers)}", home=home)
    stack = StackOfTest(aws=aws, settings=settings, watch=watch)
    stack.apply()
    yield stack
    stack.provisioner().destroy()
