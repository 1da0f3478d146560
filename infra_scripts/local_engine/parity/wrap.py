"""Replacing one named function of the engine by a wrap around it, and nothing else."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from services.errors import EngineVersionError

Function = Callable[..., Any]
Response = tuple[int, dict[str, str], bytes]


def wrap(owner: ModuleType | type, name: str, make: Callable[[Function], Function]) -> None:
    """Replace `owner.name` by `make(original)`.

    Raises EngineVersionError when there is no such function: the repair would be silently absent.
    """
    original = vars(owner).get(name)
    if not callable(original):
        raise EngineVersionError(
            f"The local engine has no {owner.__name__}.{name} to repair.",
            hint="Install the pinned packages: pip install -r requirements.txt",
        )
    setattr(owner, name, make(original))
