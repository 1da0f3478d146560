"""What the doctor's tests share: a provisioned stack, and clients of the same engine."""

import time
from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.lab import Lab
from services.settings import Settings
from services.traffic.recorder import HttpRecorder
from tests.engine.cloud import Cloud
from tests.services.doctor.practice import Practice


@pytest.fixture(scope="session")
def cloud(engine: RunningEngine) -> Cloud:
    return Cloud(engine.endpoint_url)


@pytest.fixture(scope="module")
def lab(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    settings = Settings(home=tmp_path_factory.mktemp("doctor"), stack="doctor")
    aws = Aws(settings, engine.endpoint_url)
    provisioner = Provisioner(aws, settings)
    provisioner.apply()
    yield Lab(settings=settings, aws=aws, recorder=HttpRecorder(), clock=time.time)
    provisioner.destroy()


@pytest.fixture(scope="module")
def practice(lab: Lab) -> Practice:
    return Practice(lab=lab)
