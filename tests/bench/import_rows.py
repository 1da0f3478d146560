"""The ratio of an import: the job that creates the users of a file over bare threads that do so."""

import io
import time
from functools import partial
from itertools import count
from typing import Any

from botocore.exceptions import ClientError

from services.lab import Lab
from services.users.bulk.bulk_desk import WORKERS, BulkDesk
from services.users.bulk.journal.row_result import RowOutcome
from services.users.csv_files.checking.choices import ImportChoices
from services.users.directory import Directory
from services.users.imports.checked_file import check_file
from services.users.imports.import_desk import begin_import
from services.users.snapshot.snapshot import Snapshot
from tests.bench.bulk_rows import bare_client, in_threads
from tests.bench.measure import Ratio, in_turns, milliseconds

_USERS = 300
_SECONDS = 120.0
_PASSWORD = "Correct-Horse-9"


def measure_import(lab: Lab) -> Ratio:
    """Each round has a pool of its own; the file is checked before the clock runs."""
    client, pools = bare_client(lab), (f"import-{number}" for number in count())
    return in_turns(
        f"an import of {_USERS} new users",
        ours=lambda: _imported(lab, next(pools)),
        baseline=lambda: _created(lab, client, next(pools)),
        baseline_name=f"{WORKERS} bare boto3 threads, the same calls",
        aim=1 / 0.9,
        rounds=7,
        warm_up=1,
    )


def _imported(lab: Lab, name: str) -> float:
    pool = _new_pool(lab, name)
    desk, users = BulkDesk(lab.aws, pool), Snapshot(Directory(lab.aws, pool), None)
    rows = "".join(f"{_name(n)},{_name(n)}@example.com,{_PASSWORD}\n" for n in range(_USERS))
    content = io.BytesIO(f"username,email,password\n{rows}".encode())
    file = check_file(content, name, desk.pool(), users, ImportChoices(is_permanent=True))
    users.close()

    def run() -> None:
        job = begin_import(desk, file)
        assert job.wait(_SECONDS)
        assert job.progress().counts == {RowOutcome.DONE: _USERS}

    return _and_removed(lab, pool, milliseconds(run))


def _created(lab: Lab, client: Any, name: str) -> float:
    pool = _new_pool(lab, name)
    started = time.perf_counter()
    in_threads(_USERS, partial(_create, client, pool))
    return _and_removed(lab, pool, (time.perf_counter() - started) * 1000)


def _new_pool(lab: Lab, name: str) -> str:
    pool = lab.aws.call("cognito-idp", "create_user_pool", PoolName=name)
    return str(pool["UserPool"]["Id"])


def _and_removed(lab: Lab, pool: str, took: float) -> float:
    lab.aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)
    return took


def _name(number: int) -> str:
    return f"new-{number:04}"


def _create(client: Any, pool: str, number: int) -> None:
    """Look whether somebody of this name is there, as an import has to, and create the user."""
    user = {"UserPoolId": pool, "Username": _name(number)}
    try:
        client.admin_get_user(**user)
    except ClientError:
        email = {"Name": "email", "Value": f"{_name(number)}@example.com"}
        client.admin_create_user(**user, MessageAction="SUPPRESS", UserAttributes=[email])
        client.admin_set_user_password(**user, Password=_PASSWORD, Permanent=True)
