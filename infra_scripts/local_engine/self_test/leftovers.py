"""Finding and removing what a killed self-test left in the saved state."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from infra_scripts.local_engine.self_test.aws_requests import AwsRequests
from infra_scripts.local_engine.self_test.scratch_stack import MARK_TAG, NAME
from services.errors import StoredFileError
from services.home.stored_files import read_json, write_json

_POOLS_PER_PAGE = 60
_APIS_PER_PAGE = 500


def kept_mark(engine_dir: Path) -> str:
    """Return the random text that marks this home's self-tests, made at the first one.

    Nobody else's pool or API carries it. On a full disk it cannot be saved; then nothing that a
    self-test leaves is saved either.
    """
    path = engine_dir / "self_test_mark.json"
    with contextlib.suppress(StoredFileError):
        kept = read_json(path)
        if isinstance(kept, str) and kept:
            return kept
    mark = secrets.token_hex(16)
    with contextlib.suppress(StoredFileError):
        write_json(path, mark)
    return mark


def remove_leftovers(endpoint_url: str, mark: str) -> None:
    """Remove the pools and APIs that carry the name and the mark of a self-test."""
    if not mark:
        return
    requests = AwsRequests(endpoint_url)
    try:
        for api_id in list(_marked_apis(requests, mark)):
            requests.api_gateway("DELETE", f"/restapis/{api_id}")
        for pool_id in list(_marked_pools(requests, mark)):
            requests.cognito("DeleteUserPool", UserPoolId=pool_id)
    finally:
        requests.close()


def _marked_apis(requests: AwsRequests, mark: str) -> Iterator[str]:
    listed = requests.api_gateway("GET", f"/restapis?limit={_APIS_PER_PAGE}").document
    for api in listed.get("item") or listed.get("items") or []:
        if api.get("name") == NAME and (api.get("tags") or {}).get(MARK_TAG) == mark:
            yield api["id"]


def _marked_pools(requests: AwsRequests, mark: str) -> Iterator[str]:
    page: dict[str, str] = {}
    while True:
        listed = requests.cognito("ListUserPools", MaxResults=_POOLS_PER_PAGE, **page).document
        for pool in listed.get("UserPools") or []:
            if pool["Name"] == NAME and _tags(requests, pool["Id"]).get(MARK_TAG) == mark:
                yield pool["Id"]
        if not listed.get("NextToken"):
            return
        page = {"NextToken": listed["NextToken"]}


def _tags(requests: AwsRequests, pool_id: str) -> dict[str, str]:
    described = requests.cognito("DescribeUserPool", UserPoolId=pool_id).document
    tags: dict[str, str] = described.get("UserPool", {}).get("UserPoolTags") or {}
    return tags
