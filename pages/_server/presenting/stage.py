"""Stage: which tabs are in presenter's mode, and what is hidden in them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pages._server.presenting.stage_mask import StageMask
from services.errors import LabError
from services.home.outputs import load_outputs
from services.settings import Settings

_SUFFIX = ".outputs.json"
_NAMED_BY_US = frozenset(
    {
        *("resource_server", "group", "log_group", "role", "function"),
        *("gateway_response", "permission", "stage"),
    }
)


class Stage:
    """A tab is known by the id that Streamlit gives its session."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tabs: set[str] = set()
        self._kept: tuple[object, StageMask] = (None, StageMask())

    def put(self, tab: str, *, is_on: bool) -> None:
        if is_on:
            self._tabs.add(tab)
        else:
            self._tabs.discard(tab)

    def is_on(self, tab: str) -> bool:
        return tab in self._tabs

    def mask(self) -> StageMask:
        """Return the mask for what stands now: the ids of every stack of this home are known."""
        paths = sorted(self._settings.cloud_dir.glob(f"*{_SUFFIX}"))
        version = [(path.name, _changed_at(path)) for path in paths]
        if self._kept[0] != version:
            self._kept = (version, StageMask(each for path in paths for each in self._ids(path)))
        return self._kept[1]

    def _ids(self, path: Path) -> Iterator[str]:
        try:
            outputs = load_outputs(replace(self._settings, stack=path.name.removesuffix(_SUFFIX)))
        except LabError:  # the pages say what is wrong with it
            return
        for entry in outputs.resources.values() if outputs else ():
            if entry.kind not in _NAMED_BY_US:
                yield entry.id.partition(":")[0]


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
