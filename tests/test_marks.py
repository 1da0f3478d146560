"""The marks that `make quick` and `make fast` select by are true."""

from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine, start_detached
from services.settings import Settings


def test_a_test_that_takes_the_engine_is_marked_by_itself(
    engine: RunningEngine, request: pytest.FixtureRequest
) -> None:
    assert request.node.get_closest_marker("engine") is not None


def test_a_test_that_starts_an_engine_unmarked_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="without the mark `engine`"):
        start_detached(Settings(home=tmp_path / "home"))
