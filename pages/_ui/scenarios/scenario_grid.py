"""The token by route grid as one table of links, with what its signs mean and how it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from pages._ui.calls.ending_signs import ending_class
from pages._ui.page.count_words import count_words
from pages._ui.page.templates import render
from pages._ui.scenarios.outcome_words import SIGNS, counted
from pages._ui.scenarios.scenario_cell import ScenarioCell, scenario_cell
from services.authorizer.ending import Ending
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome
from services.scenarios.table.grid import COLUMNS, GRID, LINES

_NEEDS = {
    "open": "no authorizer",
    "my-api": "ID token",
    "scoped": "a scope",
    "one-client": "one app client",
    "admins": "the group admins",
}
_ENDINGS = tuple(each for each in Ending if each is not Ending.NO_ANSWER)
_MARKS = (
    ("same", SIGNS[Outcome.SAME], "as expected on AWS"),
    ("known", SIGNS[Outcome.KNOWN_DIFFERENCE], "a known difference"),
    ("different", SIGNS[Outcome.DIFFERENT], "not what AWS answers"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    cells: tuple[ScenarioCell, ...]


def grid_html(kept: KeptResults, chosen_id: str, href: Callable[[str], str]) -> Markup:
    """Return ten tokens by five routes; each cell is a link to its scenario's card."""
    rows = [
        _Row(
            LINES[line], tuple(scenario_cell(it, kept.get(it.id), href, chosen_id) for it in cells)
        )
        for line, cells in groupby(GRID, key=lambda each: each.line)
    ]
    run = kept.run_of_all(GRID)
    return render(
        "scenarios/scenario_grid.html.j2",
        columns=COLUMNS,
        needs=_NEEDS,
        rows=rows,
        endings=[(ending_class(each), each.value) for each in _ENDINGS],
        marks=_MARKS,
        summary=summary_words(kept),
        result_id=f"grid-{run.started_at}" if run else "",
        odd=[cell for row in rows for cell in row.cells if cell.is_odd],
    )


def summary_words(kept: KeptResults) -> str:
    """Return how the grid stands in one sentence."""
    number = counted(GRID, kept)
    ran = len(GRID) - number[Outcome.NOT_RUN]
    if not ran:
        return "Each cell shows what AWS answers. Run the grid to see what is answered here."
    if number[Outcome.SAME] == len(GRID):
        return f"All {len(GRID)} answers are as expected on AWS."
    odd = ran - number[Outcome.SAME]
    differ = f"{count_words(odd, 'answer')} {'differs' if odd == 1 else 'differ'}" if odd else ""
    left = f"{number[Outcome.NOT_RUN]} not run" if number[Outcome.NOT_RUN] else ""
    rest = ", ".join(filter(None, (differ, left)))
    return f"{number[Outcome.SAME]} of {len(GRID)} answers are as expected on AWS; {rest}."
