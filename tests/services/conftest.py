"""What the services' tests share: a canned HTTP API and a recorder to call it."""

from collections.abc import Iterator

import pytest

from services.traffic.recorder import HttpRecorder
from tests.services.canned_api import CannedApi, canned_api


@pytest.fixture
def api() -> Iterator[CannedApi]:
    with canned_api() as running:
        yield running


@pytest.fixture
def recorder() -> HttpRecorder:
    return HttpRecorder(clock=lambda: 1000.0, new_id=lambda: "exchange-1")
