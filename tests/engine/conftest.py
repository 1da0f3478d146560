"""The engine tests' shared cloud: clients of this worker's engine."""

import pytest

from infra_scripts.local_engine.process import RunningEngine
from tests.engine.cloud import Cloud


@pytest.fixture(scope="session")
def cloud(engine: RunningEngine) -> Cloud:
    return Cloud(engine.endpoint_url)
