"""The ratios of jobs on many users: the job over a bare boto3 pool of threads, and its dry run."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import boto3

from services.lab import Lab
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import WORKERS, BulkDesk
from services.users.bulk.plan.dry_run import DryRun
from services.users.directory import Directory
from services.users.snapshot.snapshot import Snapshot
from tests.bench.measure import Ratio, in_turns, milliseconds

_USERS, _PLANNED = 500, 10_000
_SECONDS = 120.0


def measure_bulk(lab: Lab, scratch: Path) -> list[Ratio]:
    pool = lab.aws.call("cognito-idp", "create_user_pool", PoolName="bulk")["UserPool"]["Id"]
    client = bare_client(lab)
    in_threads(_USERS, partial(_create, client, pool))
    ratios = [_job(lab, client, pool), _dry_run(lab, client, pool, scratch / "bulk-snapshot")]
    lab.aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)
    return ratios


def bare_client(lab: Lab) -> Any:
    from botocore.config import Config

    return boto3.session.Session().client(
        "cognito-idp",
        region_name=lab.settings.region,
        endpoint_url=lab.aws.endpoint_url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(max_pool_connections=25),
    )


def _job(lab: Lab, client: Any, pool: str) -> Ratio:
    """Disable and enable in turns; both sides read each user before, as a job has to."""
    bulk = BulkDesk(lab.aws, pool)
    names = tuple(map(_name, range(_USERS)))
    acts = [Act(kind=kind) for kind in (ActKind.DISABLE, ActKind.ENABLE)]
    plans = [bulk.dry_run(bulk.act_source(act, names)) for act in acts]

    def ours() -> float:
        return sum(milliseconds(partial(_run, bulk, plan)) for plan in plans)

    def bare() -> float:
        started = time.perf_counter()
        for operation in (client.admin_disable_user, client.admin_enable_user):
            in_threads(_USERS, partial(_read_and_change, client, operation, pool))
        return (time.perf_counter() - started) * 1000

    return in_turns(
        f"a job on {_USERS} users",
        ours=ours,
        baseline=bare,
        baseline_name=f"{WORKERS} bare boto3 threads, the same calls",
        aim=1 / 0.9,
        rounds=7,
        warm_up=1,
    )


def _run(bulk: BulkDesk, plan: DryRun) -> None:
    job = bulk.start(plan, reason="bench")
    assert job.wait(_SECONDS)
    assert job.progress().left == 0


def _dry_run(lab: Lab, client: Any, pool: str, place: Path) -> Ratio:
    """Measure the dry run of many users whom the snapshot knows: it makes no call for a row."""
    in_threads(_PLANNED - _USERS, lambda number: _create(client, pool, number + _USERS))
    directory = Directory(lab.aws, pool)
    snapshot = Snapshot(directory, place)
    snapshot.refresh(directory)
    snapshot.wait(_SECONDS * 2)
    bulk = BulkDesk(lab.aws, pool)
    source = bulk.act_source(Act(kind=ActKind.DISABLE), tuple(map(_name, range(_PLANNED))))

    def ours() -> None:
        assert len(bulk.dry_run(source, snapshot).rows) == _PLANNED

    ratio = in_turns(
        f"the dry run of {_PLANNED:,} users",
        ours=lambda: milliseconds(ours),
        baseline=lambda: milliseconds(lambda: directory.list_page(60)),
        baseline_name="one ListUsers call of 60",
        aim=500.0,
        rounds=5,
        warm_up=1,
    )
    snapshot.close()
    return ratio


def in_threads(count: int, act: Callable[[int], object]) -> None:
    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(act, range(count)))


def _name(number: int) -> str:
    return f"user-{number:05}"


def _create(client: Any, pool: str, number: int) -> None:
    client.admin_create_user(
        UserPoolId=pool, Username=_name(number), MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "email", "Value": f"{_name(number)}@example.com"}],
    )  # fmt: skip


def _read_and_change(client: Any, change: Callable[..., Any], pool: str, number: int) -> None:
    client.admin_get_user(UserPoolId=pool, Username=_name(number))
    change(UserPoolId=pool, Username=_name(number))
