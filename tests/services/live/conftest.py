"""One stack for the tests of a module; each puts back what it broke."""

import time
from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.lab import Lab
from services.settings import Settings
from services.traffic.recorder import HttpRecorder
from tests.services.live.ward import Ward


@pytest.fixture(scope="module")
def ward(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    settings = Settings(home=tmp_path_factory.mktemp("checkup"), stack="checkup")
    aws = Aws(settings, engine.endpoint_url)
    Provisioner(aws, settings).apply()
    yield Ward(lab=Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time))
    Provisioner(aws, settings).destroy()
