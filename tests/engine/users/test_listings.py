"""Pages of users, while another client deletes some of those who were listed already."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from tests.engine.cloud import Cloud, Pool

pytestmark = pytest.mark.engine
NAMES = [f"user-{number:03}" for number in range(130)]


@pytest.fixture
def pool(cloud: Cloud) -> Pool:
    pool = cloud.new_pool()
    pool.cognito.create_group(UserPoolId=pool.pool_id, GroupName="staff")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(pool.new_user, NAMES))
    for name in NAMES:
        pool.cognito.admin_add_user_to_group(
            UserPoolId=pool.pool_id, Username=name, GroupName="staff"
        )
    return pool


def pages(pool: Pool, operation: str, **asked: str) -> Iterator[list[str]]:
    listing = pool.cognito.get_paginator(operation).paginate(UserPoolId=pool.pool_id, **asked)
    for page in listing:
        yield [user["Username"] for user in page["Users"]]


@pytest.mark.parametrize(
    ("operation", "asked"),
    [
        ("list_users", {}),
        ("list_users", {"Filter": 'username ^= "user-"'}),
        ("list_users_in_group", {"GroupName": "staff"}),
    ],
)
@pytest.mark.parametrize("gone", [1, 25, 60])
def test_nobody_is_lost_when_users_of_the_page_before_are_deleted(
    pool: Pool, operation: str, asked: dict[str, str], gone: int
) -> None:
    listed = pages(pool, operation, **asked)
    seen = next(listed)
    deleted = seen[-gone:]
    for name in deleted:
        pool.cognito.admin_delete_user(UserPoolId=pool.pool_id, Username=name)
    pool.new_user("zoe")
    rest = [name for page in listed for name in page]

    stayed = set(NAMES) - set(deleted)
    assert stayed <= {*seen, *rest}
    assert len(rest) == len(set(rest))
    assert not set(rest) & set(seen)


def test_what_is_no_token_is_refused(pool: Pool) -> None:
    with pytest.raises(ClientError, match="InvalidParameterException"):
        pool.cognito.list_users(UserPoolId=pool.pool_id, PaginationToken="60")
