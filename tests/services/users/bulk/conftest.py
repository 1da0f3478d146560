"""A pool of forty users on the real engine, and a home of the test's own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.bulk.bulk_desk import BulkDesk
from tests.services.users.bulk.crowd import crowd


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def pool(aws: Aws) -> Iterator[str]:
    with crowd(aws, 40, groups=("staff", "night")) as pool:
        yield pool


@pytest.fixture
def bulk(aws: Aws, pool: str) -> BulkDesk:
    return BulkDesk(aws, pool)
