"""What a self-test that was killed left: removed at the next start, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from infra_scripts.local_engine.process import RunningEngine, engine_session
from infra_scripts.local_engine.self_test.checks import run_self_test
from infra_scripts.local_engine.self_test.leftovers import kept_mark
from services.settings import PROJECT_ROOT, Settings
from tests.engine.cloud import Cloud
from tests.ports import free_port

pytestmark = pytest.mark.engine

# Stops in the self-test when its pool and API are saved, and waits to be killed.
START_AND_HANG_IN_THE_SELF_TEST = """
import sys, time
from pathlib import Path
from infra_scripts.local_engine import process
from services.settings import Settings
ask = process.unsaved
def hang(engine_dir, pool_id, *, port, nonce):
    assert ask(engine_dir, pool_id, port=port, nonce=nonce) == ""
    print(pool_id, flush=True)
    time.sleep(600)
process.unsaved = hang
process.start_detached(Settings(home=Path(sys.argv[1]), engine_port=int(sys.argv[2])))
"""


def names(engine: RunningEngine) -> list[str]:
    cloud = Cloud(engine.endpoint_url)
    pools = cloud.cognito_idp.list_user_pools(MaxResults=60)["UserPools"]
    return [pool["Name"] for pool in pools] + [
        api["name"] for api in cloud.apigateway.get_rest_apis()["items"]
    ]


def test_what_a_killed_self_test_left_is_removed_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", engine_port=free_port())
    starter = subprocess.Popen(
        [
            sys.executable,
            "-c",
            START_AND_HANG_IN_THE_SELF_TEST,
            str(settings.home),
            str(settings.engine_port),
        ],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    with starter.stdout as output:
        pool_id = output.readline().strip()
    (engine_process,) = psutil.Process(starter.pid).children()
    engine_process.kill()
    starter.kill()
    starter.wait(60)
    assert pool_id in (settings.engine_dir / "state" / "cognito.json").read_text("utf-8")
    assert "self-test" in (settings.engine_dir / "state" / "apigateway_v1.json").read_text("utf-8")

    with engine_session(settings) as engine:
        assert engine.self_test.passed
        assert names(engine) == []


def test_what_only_looks_like_a_self_tests_own_stays(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", engine_port=free_port())
    with engine_session(settings) as engine:
        cloud = Cloud(engine.endpoint_url)
        other = {"authorizer-lab:self-test": "another home's mark"}
        cloud.cognito_idp.create_user_pool(PoolName="self-test")
        cloud.cognito_idp.create_user_pool(PoolName="self-test", UserPoolTags=other)
        cloud.apigateway.create_rest_api(name="self-test", tags=other)
        mark = {"authorizer-lab:self-test": kept_mark(settings.engine_dir)}
        cloud.cognito_idp.create_user_pool(PoolName="mine", UserPoolTags=mark)

        run_self_test(engine.endpoint_url, mark=kept_mark(settings.engine_dir))

        assert sorted(names(engine)) == ["mine", "self-test", "self-test", "self-test"]


def test_a_home_keeps_its_mark(tmp_path: Path) -> None:
    assert len(kept_mark(tmp_path)) == 32
    assert kept_mark(tmp_path) == kept_mark(tmp_path)


def test_a_home_that_cannot_be_written_has_a_mark_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "self_test_mark.json").mkdir()
    assert len(kept_mark(tmp_path)) == 32
