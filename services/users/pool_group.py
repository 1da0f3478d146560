"""A group of a user pool as a value, and reading groups; no raw AWS answer leaves here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.cloud.aws import Aws

_SERVICE = "cognito-idp"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValues:
    """What a group is made of; `precedence` is None and the texts are empty where it has none."""

    name: str
    description: str = ""
    precedence: int | None = None
    role_arn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolGroup(GroupValues):
    """A group as Cognito describes it."""

    created_at: datetime
    modified_at: datetime


def read_groups(aws: Aws, user_pool_id: str) -> tuple[PoolGroup, ...]:
    """Return every group, that of the lowest precedence first; each 60 are a call of their own."""
    found = aws.pages(_SERVICE, "list_groups", UserPoolId=user_pool_id)
    return tuple(sorted(map(_group, found), key=_rank))


def read_group(aws: Aws, user_pool_id: str, name: str) -> PoolGroup:
    """Return the group as Cognito has it now; raises ResourceNotFound and other AwsErrors."""
    answer = aws.call(_SERVICE, "get_group", UserPoolId=user_pool_id, GroupName=name)
    return _group(answer["Group"])


def _group(found: Mapping[str, Any]) -> PoolGroup:
    return PoolGroup(
        name=found["GroupName"],
        description=found.get("Description") or "",
        precedence=found.get("Precedence"),
        role_arn=found.get("RoleArn") or "",
        created_at=found["CreationDate"],
        modified_at=found["LastModifiedDate"],
    )


def _rank(group: PoolGroup) -> tuple[bool, int, str]:
    """Sort a group without a precedence behind all that have one, as Cognito ranks it."""
    return group.precedence is None, group.precedence or 0, group.name
