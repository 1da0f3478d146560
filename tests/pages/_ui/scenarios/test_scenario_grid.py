"""The grid as one table: its heads, its links, and sentences that say how it stands."""

import re

import pytest

from pages._ui.scenarios.scenario_grid import grid_html, summary_words
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome
from services.scenarios.table.grid import GRID
from tests.pages._ui.scenarios.cells import cells_in
from tests.pages._ui.scenarios.scenario_runs import kept, resulted

UNAUTHORIZED = '{"message":"Unauthorized"}'
FROM_FUNCTION = '{"route":"/my-api"}'


def drawn(results: KeptResults, chosen: str = "id-on-admins") -> str:
    return str(grid_html(results, chosen, lambda each: f"?scenario={each}&view=1"))


def test_it_is_one_table_with_heads_for_rows_and_columns() -> None:
    html = drawn(KeptResults())
    assert html.count("<table") == 1
    assert re.findall(r'<th scope="col">(.*?)<', html) == [
        *("Token", "/open", "/my-api", "…/scoped", "…/one-", "…/admins")
    ]
    rows = re.findall(r'<th scope="row">(.*?)<', html)
    assert (len(rows), rows[0], rows[-1]) == (10, "No Authorization header", "Refresh token")
    assert [cell.id for cell in cells_in(html)] == [each.id for each in GRID]


def test_a_cell_is_a_link_that_says_answer_and_expectation_and_one_is_the_current_one() -> None:
    cells = {cell.id: cell for cell in cells_in(drawn(KeptResults()))}
    assert [cell.id for cell in cells.values() if cell.is_chosen] == ["id-on-admins"]
    chosen = cells["id-on-admins"]
    assert (chosen.href, chosen.shape) == ("?scenario=id-on-admins&view=1", "by-function")
    assert chosen.label == (
        "ID token on /my-api/admins: AWS answers 403, refused by the function; not run"
    )


@pytest.mark.parametrize(
    ("result", "state", "text", "label"),
    [
        pytest.param(
            resulted("id-on-my-api", Outcome.SAME, 200, FROM_FUNCTION),
            "let-in same",
            "200 =",
            "ID token on /my-api: 200, let in, as expected",
            id="as expected: a quiet mark",
        ),
        pytest.param(
            resulted("id-on-my-api", Outcome.DIFFERENT, 401, UNAUTHORIZED),
            "by-authorizer different",
            "401 ≠ AWS: 200",
            "ID token on /my-api: 401, refused by the authorizer; different: AWS answers 200",
            id="a difference says what AWS answers",
        ),
        pytest.param(
            resulted("id-on-my-api", Outcome.KNOWN_DIFFERENCE, 403, UNAUTHORIZED),
            "by-gateway known",
            "403 ≈ AWS: 200",
            "ID token on /my-api: 403, stopped by API Gateway; a known difference: AWS answers 200",
            id="a known difference",
        ),
    ],
)
def test_the_answer_and_whether_it_was_expected_are_two_things(
    result, state: str, text: str, label: str
) -> None:
    cell = {each.id: each for each in cells_in(drawn(kept(result)))}["id-on-my-api"]
    assert (f"{cell.shape} {cell.state}", cell.text, cell.label) == (state, text, label)


def test_the_sentence_above_says_how_the_grid_stands_and_leads_to_what_differs() -> None:
    assert summary_words(KeptResults()).startswith("Each cell shows what AWS answers.")
    same = [resulted(each.id, Outcome.SAME, 200) for each in GRID]
    assert summary_words(kept(*same)) == "All 50 answers are as expected on AWS."
    odd = kept(*same[2:], resulted(GRID[0].id, Outcome.DIFFERENT, 200))
    assert summary_words(odd) == (
        "48 of 50 answers are as expected on AWS; 1 answer differs, 1 not run."
    )
    above = drawn(odd).partition("<table")[0]
    assert re.findall(r'<a href="(.*?)" data-lab-soft>(.*?)</a>', above) == [
        ("?scenario=no-header-on-open&amp;view=1", "No Authorization header on /open")
    ]


def test_only_a_run_of_the_whole_grid_takes_the_focus_to_its_sentence() -> None:
    whole = kept(*[resulted(each.id, Outcome.SAME, 200) for each in GRID], started_at=7.0)
    assert 'data-lab-result="grid-7.0"' in drawn(whole)
    whole.keep(resulted(GRID[0].id, Outcome.SAME, 200), whole.begin((), 9.0))
    assert "data-lab-result" not in drawn(whole)


def test_the_legend_explains_every_shape_and_mark() -> None:
    legend = drawn(KeptResults()).partition("<ul")[2]
    assert re.findall(r'class="lab-shape ([a-z-]+)"', legend) == [
        *("let-in", "by-authorizer", "by-function", "not-routed", "by-gateway")
    ]
    assert re.findall(r'class="sign">(.)<', legend) == ["=", "≈", "≠"]
