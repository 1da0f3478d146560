"""Saving on demand: what does not reach the disk is told, in one line, as an exit status 1."""

from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine, engine_session
from infra_scripts.local_engine.saving import require_saved, save_now, unsaved
from services.errors import StateNotSaved
from services.settings import Settings
from tests.engine.cloud import Cloud

pytestmark = pytest.mark.engine


@pytest.fixture
def running(settings: Settings) -> Iterator[RunningEngine]:
    with engine_session(settings) as engine:
        yield engine


def test_what_was_done_is_on_disk_at_once(settings: Settings, running: RunningEngine) -> None:
    pool = Cloud(running.endpoint_url).new_pool()
    running.require_saved()
    assert pool.pool_id in (settings.engine_dir / "state" / "cognito.json").read_text("utf-8")


def test_a_directory_in_a_files_place_is_told(settings: Settings, running: RunningEngine) -> None:
    path = settings.engine_dir / "state" / "cognito.json"
    path.unlink()
    path.mkdir()
    pool = Cloud(running.endpoint_url).new_pool()

    with pytest.raises(StateNotSaved) as caught:
        running.require_saved()

    assert caught.value.exit_status == 1
    assert caught.value.message == (
        "The changes are not saved and will be lost when the local engine stops: "
        f"{path} cannot be written: it is a directory, where a file belongs."
    )
    path.rmdir()
    running.require_saved()
    assert pool.pool_id in path.read_text("utf-8")


def test_a_directory_in_the_way_of_the_functions_code_is_told(
    settings: Settings, running: RunningEngine
) -> None:
    (settings.engine_dir / "state" / "lambda-blobs").touch()
    Cloud(running.endpoint_url).new_function("greet", "def handle(event, context): ...")
    with pytest.raises(StateNotSaved, match=r"lambda-blobs cannot be written: File exists\."):
        running.require_saved()


def test_an_engine_that_does_not_answer_has_not_saved(settings: Settings) -> None:
    assert save_now(port=1, nonce="nonce") == ["The local engine did not answer."]
    with pytest.raises(StateNotSaved, match="did not answer") as caught:
        require_saved(settings, port=1, nonce="nonce")
    assert caught.value.hint.startswith("Run the command again")


def test_a_stranger_who_says_that_it_saved_is_not_believed(stranger: int) -> None:
    assert save_now(port=stranger, nonce="nonce") == ["The local engine did not answer."]


def test_the_self_test_looks_at_the_disk(settings: Settings, running: RunningEngine) -> None:
    assert running.self_test.checks[-1].id == "saving"
    of_engine = {"port": running.port, "nonce": running.nonce}
    path = settings.engine_dir / "state" / "cognito.json"
    assert unsaved(settings.engine_dir, "us-east-1_none", **of_engine) == (
        f"{path} does not hold what was just made."
    )
