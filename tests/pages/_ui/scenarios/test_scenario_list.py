"""The list beyond the grid: what the filter lets through."""

import pytest

from pages._ui.scenarios.scenario_list import OTHERS, Filter, list_html
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome
from services.scenarios.scenario import Group
from services.scenarios.table.grid import GRID
from tests.pages._ui.scenarios.cells import cells_in
from tests.pages._ui.scenarios.scenario_runs import kept, resulted

KEPT = kept(
    resulted("throttled", Outcome.SAME, 429),
    resulted("quota-used-up", Outcome.DIFFERENT, 200),
    resulted("huge-headers", Outcome.KNOWN_DIFFERENCE, 200),
)


def test_without_a_filter_it_holds_everything_but_the_grid() -> None:
    assert len(Filter().chosen(KEPT)) == len(OTHERS) == 69


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        pytest.param(Filter(outcome=Outcome.DIFFERENT), ["quota-used-up"], id="an outcome"),
        pytest.param(Filter(text="QUOTA"), ["quota-used-up"], id="a text in any case"),
        pytest.param(
            Filter(group=Group.BROWSER),
            ["preflight", "preflight-without-options", "refusal-with-cors", "refusal-without-cors"],
            id="a group",
        ),
        pytest.param(
            Filter(group=Group.LIMITS, outcome=Outcome.SAME), ["throttled"], id="both at once"
        ),
        pytest.param(Filter(group=Group.BROWSER, text="quota"), [], id="nothing fits"),
    ],
)
def test_a_filter_lets_through(wanted: Filter, ids: list[str]) -> None:
    assert [scenario.id for scenario in wanted.chosen(KEPT)] == ids


def test_a_row_is_a_link_with_the_answer_and_the_chapter() -> None:
    shown = Filter(group=Group.LIMITS, text="quota").chosen(KEPT)
    html = str(list_html(shown, KEPT, "quota-used-up", lambda each: f"?scenario={each}"))
    (cell,) = cells_in(html)
    assert (cell.id, cell.text, cell.is_chosen) == ("quota-used-up", "200 ≠ AWS: 429", True)
    assert '<th scope="row">Quota used up</th><td>Keys, limits and validation</td>' in html
    assert "1 shown: 1 different." in html


def test_a_run_of_what_is_shown_takes_the_focus_unless_the_grid_ran_with_it() -> None:
    def drawn(results: KeptResults) -> str:
        shown = Filter(text="quota").chosen(results)
        return str(list_html(shown, results, "", lambda each: each))

    alone = kept(resulted("quota-used-up", Outcome.SAME, 429), started_at=3.0)
    assert 'data-lab-result="list-3.0" data-lab-say="1 as expected"' in drawn(alone)
    with_grid = kept(
        resulted("quota-used-up", Outcome.SAME, 429),
        *[resulted(each.id, Outcome.SAME, 200) for each in GRID],
    )
    assert "data-lab-result" not in drawn(with_grid)
