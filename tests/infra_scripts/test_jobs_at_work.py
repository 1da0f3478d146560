"""`down`, `reset` and `put_back` while a job is at work: refused before anything is removed."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infra_scripts import operations
from services.errors import StackBusy
from services.settings import Settings
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.shelf import JournalShelf
from tests.services.users.bulk.job_header import job_header

HEADER = job_header("Import people.csv")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.mark.parametrize("operation", [operations.down, operations.reset, operations.put_back])
def test_it_is_refused_while_a_process_works_on_a_job(
    settings: Settings, operation: Callable[[Any], object]
) -> None:
    shelf = JournalShelf(settings)
    shelf.add(HEADER, ["ann"])
    kept = settings.cloud_dir / f"{settings.stack}.snapshot"
    kept.mkdir()
    with (
        shelf.working_on(HEADER.id),
        pytest.raises(StackBusy, match=r"at work: Import people\.csv") as told,
    ):
        operation(SimpleNamespace(settings=settings))
    assert "cancel it on the page Jobs" in told.value.hint
    assert kept.is_dir()
    assert not operations.is_put_back_open(settings)


def test_jobs_that_were_left_or_have_ended_are_not_at_work(settings: Settings) -> None:
    shelf = JournalShelf(settings)
    journal = shelf.add(HEADER, ["ann"])
    assert shelf.at_work() == ()
    with shelf.working_on(HEADER.id):
        assert shelf.at_work() == ("Import people.csv",)
        journal.end(BulkState.FINISHED)
        assert shelf.at_work() == ()
