"""A stack of its own for the commands on users, on this worker's engine."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.directory import Directory
from tests.infra_scripts.command_line.users.user_commands import STACK, UserCommands


@pytest.fixture(scope="module")
def commands(engine: RunningEngine, engine_settings: Settings) -> Iterator[UserCommands]:
    """What runs commands on the users of a stack that ends with the module."""
    settings = replace(engine_settings, stack=STACK)
    aws = Aws(settings, engine.endpoint_url)
    provisioner = Provisioner(aws, settings)
    outputs = provisioner.apply()
    yield UserCommands(aws=aws, people=Directory(aws, outputs.user_pool_id))
    provisioner.destroy()
