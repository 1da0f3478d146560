"""The list beyond the grid: what the filter lets through."""

import pytest

from pages._ui.scenarios.scenario_list import OTHERS, Filter
from services.scenarios.runner import Outcome
from services.scenarios.scenario import Group
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
