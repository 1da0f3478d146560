"""One browser's results: the last one of each scenario, and the run it comes from."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.scenarios.runner import ScenarioResult
    from services.scenarios.scenario import Scenario


_VERSIONS = itertools.count(1)


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of scenarios; `started_at` is epoch seconds, the duration is in seconds."""

    started_at: float
    duration_seconds: float = 0.0


class KeptResults:
    """Never more than one result per scenario; a job's thread writes while pages read.

    `version` is another number after each change, and no two of this process have the same.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[ScenarioResult, Run]] = {}
        self.version = next(_VERSIONS)

    def __len__(self) -> int:
        return len(self._kept)

    def begin(self, scenarios: "Sequence[Scenario]", started_at: float) -> Run:
        """Forget the results of these scenarios and return the run that will give new ones."""
        for scenario in scenarios:
            self._kept.pop(scenario.id, None)
        self.version = next(_VERSIONS)
        return Run(started_at=started_at)

    def keep(self, result: "ScenarioResult", run: Run) -> None:
        self._kept[result.scenario.id] = (result, run)
        self.version = next(_VERSIONS)

    def get(self, scenario_id: str) -> "ScenarioResult | None":
        kept = self._kept.get(scenario_id)
        return kept[0] if kept else None

    def of(self, scenarios: "Sequence[Scenario]") -> "tuple[ScenarioResult, ...]":
        """Return the results of these scenarios, in their order."""
        found = (self.get(scenario.id) for scenario in scenarios)
        return tuple(result for result in found if result is not None)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs that the results come from, the oldest first."""
        runs = {id(run): run for _, run in tuple(self._kept.values())}
        return tuple(sorted(runs.values(), key=lambda run: run.started_at))

    def run_of_all(self, scenarios: "Sequence[Scenario]") -> Run | None:
        """Return the run that gave all these results, None when one is missing or of another."""
        kept = [self._kept.get(scenario.id) for scenario in scenarios]
        runs = {id(each[1]): each[1] for each in kept if each}
        return next(iter(runs.values())) if len(runs) == 1 and all(kept) else None
