"""Pools full of users for jobs, and jobs on them, as tests need them."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from services.cloud.aws import Aws
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.run.bulk_job import BulkJob
from services.users.directory import UserSummary

SECONDS = 100.0
REASON = "they left the company"


@contextmanager
def crowd(aws: Aws, count: int, *, groups: Iterable[str] = ()) -> Iterator[str]:
    """Yield the id of a pool of the users user-0000, user-0001 and so on, invited and enabled."""
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="crowd")["UserPool"]["Id"]

    def create(number: int) -> None:
        aws.call(
            "cognito-idp", "admin_create_user", UserPoolId=pool, Username=name_of(number),
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": "email", "Value": f"{name_of(number)}@example.com"}],
        )  # fmt: skip

    for group in groups:
        aws.call("cognito-idp", "create_group", UserPoolId=pool, GroupName=group)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(create, range(count)))
    yield pool
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)


def name_of(number: int) -> str:
    return f"user-{number:04}"


def names(count: int) -> tuple[str, ...]:
    return tuple(name_of(number) for number in range(count))


def users_of(aws: Aws, pool: str) -> dict[str, UserSummary]:
    """Return every user of the pool as Cognito has them."""
    directory, found, token = BulkDesk(aws, pool)._desk.directory, {}, None
    while True:
        page = directory.list_page(token=token)
        found |= {user.username: user for user in page.users}
        token = page.next_token
        if token is None:
            return found


def enabled_in(aws: Aws, pool: str) -> set[str]:
    return {name for name, user in users_of(aws, pool).items() if user.enabled}


def started(bulk: BulkDesk, kind: ActKind, usernames: tuple[str, ...], **of_act: object) -> BulkJob:
    """Start an act on these users, after its dry run."""
    act = Act(kind=kind, **of_act)  # type: ignore[arg-type]
    return bulk.start(bulk.dry_run(bulk.act_source(act, usernames)), reason=REASON)


def outcomes(bulk: BulkDesk, job_id: str) -> dict[RowOutcome, int]:
    found: dict[RowOutcome, int] = {}
    for result in bulk.results(job_id):
        found[result.outcome] = found.get(result.outcome, 0) + 1
    return found
