"""PoolFilling: many users put into the user pool of a served lab, straight through the engine."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from infra_scripts.local_engine.self_test.aws_requests import AwsRequests
from services.home.engine_record import read_record
from services.home.outputs import require_outputs
from services.settings import Settings

_CONNECTIONS = 4
PASSWORD = "Created-Pass-2027!"


@dataclass(frozen=True, kw_only=True)
class PooledUser:
    username: str
    attributes: Mapping[str, str]
    is_disabled: bool = False


def fill_pool(home: Path, users: Iterable[PooledUser]) -> None:
    """Create the users, each in one or two calls; the lab of this home has to be provisioned."""
    shares: list[list[PooledUser]] = [[] for _ in range(_CONNECTIONS)]
    for number, user in enumerate(users):
        shares[number % _CONNECTIONS].append(user)
    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        list(threads.map(lambda share: _create(home, share), shares))


def _create(home: Path, users: Iterable[PooledUser]) -> None:
    settings = Settings(home=home)
    record, pool = read_record(settings.engine_dir), require_outputs(settings).user_pool_id
    assert record is not None
    with closing(AwsRequests(record.endpoint_url)) as requests:
        for user in users:
            _create_one(requests, pool, user)


def _create_one(requests: AwsRequests, pool: str, user: PooledUser) -> None:
    named = {"UserPoolId": pool, "Username": user.username}
    attributes = [{"Name": name, "Value": value} for name, value in user.attributes.items()]
    made = requests.cognito(
        "AdminCreateUser", **named, UserAttributes=attributes, TemporaryPassword=PASSWORD,
        MessageAction="SUPPRESS",
    )  # fmt: skip
    assert made.status == 200, made.document
    if user.is_disabled:
        assert requests.cognito("AdminDisableUser", **named).status == 200
