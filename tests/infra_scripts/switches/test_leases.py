"""The file of the switches: what it keeps, when one is due, and what a damaged one says."""

from pathlib import Path

import pytest

from infra_scripts.switches.leases import (
    LEASE_SECONDS,
    Lease,
    due,
    load_leases,
    renewed,
    save_leases,
)
from services.errors import StoredFileError
from services.settings import Settings

NOW = 1_700_000_000.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path).walkthrough


def test_it_lies_beside_the_stacks_other_files(settings: Settings) -> None:
    save_leases(settings, renewed({}, ["flow-off"], NOW))
    assert settings.switches_path.name == "authorizer-lab-walkthrough.switches.json"
    assert load_leases(settings) == {"flow-off": Lease(since=NOW, until=NOW + 600)}


def test_with_nothing_on_there_is_no_file(settings: Settings) -> None:
    save_leases(settings, renewed({}, ["flow-off"], NOW))
    save_leases(settings, {})
    assert not settings.switches_path.exists()
    assert load_leases(settings) == {}


def test_keeping_one_on_begins_its_time_anew_and_no_others() -> None:
    first = renewed({}, ["a", "b"], NOW)
    later = renewed(first, ["a"], NOW + 500)
    assert later == {
        "a": Lease(since=NOW, until=NOW + 1100),
        "b": Lease(since=NOW, until=NOW + 600),
    }


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        pytest.param(NOW + 599, (), id="just before its end"),
        pytest.param(NOW + 600, ("a",), id="at its end"),
        pytest.param(NOW + 90_000, ("a",), id="a day later"),
        pytest.param(NOW - 3_600, ("a",), id="the clock was set back by an hour"),
    ],
)
def test_one_is_due_when_its_time_is_over(now: float, ids: tuple[str, ...]) -> None:
    assert LEASE_SECONDS == 600
    assert due(renewed({}, ["a"], NOW), now) == ids


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"schema": 2, "on": {}}', '{"schema": 1, "on": {"a": 1}}']
)
def test_a_damaged_file_is_one_clear_error(settings: Settings, text: str) -> None:
    settings.cloud_dir.mkdir(parents=True)
    settings.switches_path.write_text(text, encoding="utf-8")
    with pytest.raises(StoredFileError) as caught:
        load_leases(settings)
    assert "Fix all" in caught.value.hint
