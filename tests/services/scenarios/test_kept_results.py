"""What a browser keeps of its runs: the newest result of each scenario, and the runs."""

from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.table import BY_ID

OPEN, MY_API = BY_ID["id-on-open"], BY_ID["id-on-my-api"]


def result(scenario_id: str, outcome: Outcome = Outcome.SAME) -> ScenarioResult:
    return ScenarioResult(scenario=BY_ID[scenario_id], outcome=outcome)


def test_the_newest_result_of_a_scenario_is_kept_and_no_other() -> None:
    kept = KeptResults()
    kept.keep(result("id-on-open", Outcome.DIFFERENT), kept.begin([OPEN], 1.0))
    kept.keep(result("id-on-open"), kept.begin([OPEN], 2.0))
    assert len(kept) == 1
    assert [each.outcome.value for each in kept.of([OPEN])] == ["as expected"]
    assert [run.started_at for run in kept.runs()] == [2.0]


def test_a_run_forgets_only_what_it_is_about_to_learn() -> None:
    kept = KeptResults()
    first = kept.begin([OPEN, MY_API], 1.0)
    kept.keep(result("id-on-open"), first)
    kept.keep(result("id-on-my-api"), first)
    kept.begin([OPEN], 2.0)
    assert kept.get("id-on-open") is None
    assert [each.scenario.id for each in kept.of([MY_API, OPEN])] == ["id-on-my-api"]


def test_results_of_two_runs_name_both_the_oldest_first() -> None:
    kept = KeptResults()
    kept.keep(result("id-on-open"), kept.begin([OPEN], 5.0))
    kept.keep(result("id-on-my-api"), kept.begin([MY_API], 3.0))
    assert [run.started_at for run in kept.runs()] == [3.0, 5.0]
    assert [each.scenario.id for each in kept.of([OPEN, MY_API])] == ["id-on-open", "id-on-my-api"]


def test_results_have_a_run_in_common_only_when_all_are_there_and_of_that_run() -> None:
    kept = KeptResults()
    run = kept.begin([OPEN, MY_API], 1.0)
    kept.keep(result("id-on-open"), run)
    assert kept.run_of_all([OPEN, MY_API]) is None
    kept.keep(result("id-on-my-api"), run)
    assert kept.run_of_all([OPEN, MY_API]) is run
    kept.keep(result("id-on-open"), kept.begin([OPEN], 2.0))
    assert kept.run_of_all([OPEN, MY_API]) is None
    assert kept.run_of_all([]) is None


def test_each_change_gives_a_version_that_no_other_has() -> None:
    kept, other = KeptResults(), KeptResults()
    versions = [kept.version, other.version]
    run = kept.begin([OPEN], 1.0)
    versions.append(kept.version)
    kept.keep(result("id-on-open"), run)
    versions += [kept.version, kept.version]
    assert len(set(versions)) == len(versions) - 1
