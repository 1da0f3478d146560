"""What an engine keeps over a stop and over kill -9, and that its functions' processes end."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from infra_scripts.local_engine.process import (
    Owner,
    RunningEngine,
    engine_session,
    ensure_engine,
    status,
)
from infra_scripts.local_engine.state.autosave import SAVED_WITHIN_SECONDS
from services.settings import Settings
from tests.engine.cloud import Api, Cloud, Pool
from tests.ports import free_port
from tests.waiting import until

pytestmark = [pytest.mark.engine, pytest.mark.slow]

GREET = """
def handle(event, context):
    print("one line")
    return {"statusCode": 200, "body": event["requestContext"]["authorizer"]["claims"]["email"]}
"""


@dataclass(frozen=True, kw_only=True)
class Stack:
    pool: Pool
    client_id: str
    api: Api
    id_token: str

    def moved_to(self, engine: RunningEngine) -> "Stack":
        cloud = Cloud(engine.endpoint_url)
        return Stack(
            pool=Pool(cloud=cloud, pool_id=self.pool.pool_id, arn=self.pool.arn),
            client_id=self.client_id,
            api=Api(cloud=cloud, api_id=self.api.api_id, root=self.api.root),
            id_token=self.id_token,
        )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # A port of its own: from the default upwards, other workers' engines take what is free.
    return Settings(home=tmp_path / "home", engine_port=free_port())


@pytest.fixture
def engine_to_kill(settings: Settings) -> Iterator[RunningEngine]:
    engine = ensure_engine(settings, owner=Owner.CALLER)
    yield engine
    engine.stop()


def build(engine: RunningEngine) -> Stack:
    cloud = Cloud(engine.endpoint_url)
    pool = cloud.new_pool()
    client_id = pool.new_client()["ClientId"]
    pool.new_user("alice", email="alice@example.com")
    api = cloud.new_api()
    function = cloud.new_function("greet", GREET)
    api.allow(function, "/*/GET/greet")
    api.route(
        "greet",
        function_arn=function,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=api.authorizer(pool),
    )
    api.deploy()
    id_token = pool.tokens(client_id, "alice")["IdToken"]
    return Stack(pool=pool, client_id=client_id, api=api, id_token=id_token)


def expect_all_of_it(stack: Stack) -> None:
    old = stack.api.get("greet", stack.id_token)
    assert (old.status_code, old.text) == (200, "alice@example.com")
    new = stack.pool.tokens(stack.client_id, "alice")["IdToken"]
    assert stack.api.get("greet", new).status_code == 200
    assert stack.api.get("greet").status_code == 401


def is_saved(settings: Settings, stack: Stack) -> bool:
    last = {  # what `build` made last in each service: a file may be saved in between
        "cognito": "alice@example.com",
        "apigateway_v1": '"demo"',
        "lambda": stack.api.api_id,
        "iam": "greet",
    }
    files = {name: settings.engine_dir / "state" / f"{name}.json" for name in last}
    return all(path.exists() and last[name] in path.read_text() for name, path in files.items())


def workers_of(engine: RunningEngine) -> list[psutil.Process]:
    return psutil.Process(engine.pid).children(recursive=True)


def test_a_stop_keeps_users_tokens_and_functions(settings: Settings) -> None:
    with engine_session(settings) as engine:
        stack = build(engine)
    with engine_session(settings) as engine:
        expect_all_of_it(stack.moved_to(engine))


def test_kill_9_keeps_what_is_some_seconds_old(
    settings: Settings, engine_to_kill: RunningEngine
) -> None:
    engine = engine_to_kill
    stack = build(engine)
    until(lambda: is_saved(settings, stack))

    psutil.Process(engine.pid).kill()
    assert engine.child is not None
    engine.child.wait(60)

    assert not status(settings).running
    with engine_session(settings) as again:
        assert again.port == engine.port
        expect_all_of_it(stack.moved_to(again))


def test_kill_9_keeps_what_is_the_promised_seconds_old_beside_much_else(
    settings: Settings,
) -> None:
    with engine_session(settings) as engine:
        stack = build(engine)
        expect_all_of_it(stack)
    fill(settings, users=5_000, calls=20_000)
    engine = ensure_engine(settings, owner=Owner.CALLER)
    stack.moved_to(engine).pool.new_user("bob", email="bob@example.com")
    time.sleep(SAVED_WITHIN_SECONDS)

    psutil.Process(engine.pid).kill()

    engine.stop()
    assert (settings.engine_dir / "state" / "cloudwatch_logs.json").stat().st_size < 1_000_000
    with engine_session(settings) as again:
        pool = stack.moved_to(again).pool
        tokens = pool.tokens(stack.client_id, "bob")
        assert tokens["IdToken"]
        listed = pool.cognito.list_users(UserPoolId=pool.pool_id, Filter='username ^= "user-499"')
        assert len(listed["Users"]) == 11


def fill(settings: Settings, *, users: int, calls: int) -> None:
    """Put many users and the logs of many calls into the saved state of a stopped engine."""
    path = settings.engine_dir / "state" / "cognito.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["authorizer_lab_digest"]  # the state of a version before there was one
    (pool,) = document["payload"]["user_pools"]["data"].values()
    alice = json.dumps(pool["_users"]["alice"])
    for number in range(users):
        pool["_users"][f"user-{number}"] = json.loads(alice.replace("alice", f"user-{number}"))
    path.write_text(json.dumps(document), encoding="utf-8")

    path = settings.engine_dir / "state" / "cloudwatch_logs.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["authorizer_lab_digest"]
    (group,) = document["payload"]["log_groups"]["data"].values()
    stream = next(iter(group["streams"].values()))
    group["streams"] |= {f"call-{number}": stream for number in range(calls)}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert path.stat().st_size > 10_000_000


def test_a_user_deleted_after_a_save_stays_deleted(settings: Settings) -> None:
    with engine_session(settings) as engine:
        stack = build(engine)
    with engine_session(settings) as engine:
        pool = stack.moved_to(engine).pool
        pool.cognito.admin_delete_user(UserPoolId=pool.pool_id, Username="alice")
    with engine_session(settings) as engine:
        pool = stack.moved_to(engine).pool
        assert pool.cognito.list_users(UserPoolId=pool.pool_id)["Users"] == []


def test_no_worker_of_a_function_outlives_a_stopped_engine(settings: Settings) -> None:
    with engine_session(settings) as engine:
        expect_all_of_it(build(engine))
        workers = workers_of(engine)
        assert len(workers) == 1
    assert not any(worker.is_running() for worker in workers)


def test_no_worker_of_a_function_outlives_a_killed_engine(engine_to_kill: RunningEngine) -> None:
    expect_all_of_it(build(engine_to_kill))
    workers = workers_of(engine_to_kill)
    assert len(workers) == 1

    psutil.Process(engine_to_kill.pid).kill()

    until(lambda: not any(worker.is_running() for worker in workers))
