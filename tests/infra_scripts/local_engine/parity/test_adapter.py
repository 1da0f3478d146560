"""The adapter refuses what it does not know: another version, a function that is gone."""

import types

import pytest

from infra_scripts.local_engine.parity.adapter import (
    installed_version,
    require_supported_version,
)
from infra_scripts.local_engine.parity.wrap import wrap
from services.errors import EngineVersionError


@pytest.mark.parametrize("found", ["1.5.32", "1.5.34", "2.0.0", "1.5.33.post1", ""])
def test_another_version_is_refused(found: str) -> None:
    with pytest.raises(EngineVersionError, match=r"needs ministack 1\.5\.33") as caught:
        require_supported_version(found)
    assert caught.value.hint == "Install the pinned packages: pip install -r requirements.txt"


def test_the_installed_version_is_the_repaired_one() -> None:
    assert installed_version() == "1.5.33"
    require_supported_version(installed_version())


def test_a_wrap_replaces_the_function() -> None:
    module = types.ModuleType("module")
    module.double = lambda number: number * 2  # type: ignore[attr-defined]

    wrap(module, "double", lambda original: lambda number: original(number) + 1)

    assert module.double(4) == 9


@pytest.mark.parametrize("name", ["missing", "number"])
def test_a_function_that_is_not_there_is_refused(name: str) -> None:
    module = types.ModuleType("module")
    module.number = 7  # type: ignore[attr-defined]

    with pytest.raises(EngineVersionError, match=f"no module.{name} to repair"):
        wrap(module, name, lambda original: original)
