"""The exported files: when and where, every result, and no token."""

import json
from pathlib import Path

from pages._ui.scenarios.scenario_export import as_json, run_facts
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome
from services.settings import Settings
from tests.pages._ui.scenarios.scenario_runs import kept, resulted

SETTINGS = Settings(home=Path("/nowhere"), stack="lab-1")


def test_the_json_holds_the_results_in_the_tables_order_and_no_token() -> None:
    text = as_json(
        kept(resulted("throttled", Outcome.SAME, 429), resulted("id-on-open", Outcome.DIFFERENT)),
        SETTINGS,
    )
    document = json.loads(text)
    assert [each["id"] for each in document["results"]] == ["id-on-open", "throttled"]
    assert (document["stack"], document["counts"]["different"]) == ("lab-1", 1)
    assert "eyJ" not in text


def test_results_of_several_runs_tell_the_first_start_and_the_whole_time() -> None:
    store = kept(resulted("throttled", Outcome.SAME, 429), started_at=100.0, seconds=1.5)
    later = store.begin([], 200.0)
    store.keep(resulted("id-on-open", Outcome.SAME, 200), later)
    later.duration_seconds = 0.5
    facts = run_facts(store, SETTINGS)
    assert (facts.started_at, facts.duration_seconds) == (100.0, 2.0)


def test_nothing_is_kept_at_first() -> None:
    assert not KeptResults()


def test_an_export_while_a_run_begins_is_an_empty_one() -> None:
    document = json.loads(as_json(KeptResults(), SETTINGS))
    assert (document["results"], document["duration_seconds"]) == ([], 0)
