"""A database of a snapshot on disk, for the tests of what reads and writes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.users.snapshot.database import SnapshotDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SnapshotDatabase]:
    opened = SnapshotDatabase(tmp_path / "snapshot")
    yield opened
    opened.close()
