"""A pool's facts and its users, as the tests of files take them; the users lie in a snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from services.users.directory import UserStatus, UserSummary
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolSchema, schema_from
from services.users.passwords import PasswordPolicy
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot

PASSWORD = "Correct-Horse-9"
MADE = datetime(2026, 11, 1, 12, tzinfo=UTC)
POOL = {
    "SchemaAttributes": [
        {"Name": "sub", "AttributeDataType": "String", "Mutable": False, "Required": True},
        {"Name": "name", "AttributeDataType": "String", "Mutable": True},
        {"Name": "email", "AttributeDataType": "String", "Mutable": True, "Required": True},
        {"Name": "email_verified", "AttributeDataType": "Boolean", "Mutable": True},
        {"Name": "phone_number", "AttributeDataType": "String", "Mutable": True},
        {"Name": "phone_number_verified", "AttributeDataType": "Boolean", "Mutable": True},
        {"Name": "birthdate", "AttributeDataType": "String", "Mutable": True},
        {
            "Name": "custom:team",
            "AttributeDataType": "String",
            "Mutable": True,
            "StringAttributeConstraints": {"MinLength": "2", "MaxLength": "5"},
        },
        {
            "Name": "custom:level",
            "AttributeDataType": "Number",
            "Mutable": True,
            "NumberAttributeConstraints": {"MinValue": "1", "MaxValue": "9"},
        },
        {"Name": "custom:badge", "AttributeDataType": "String", "Mutable": False},
    ],
    "AliasAttributes": ["email"],
    "UsernameConfiguration": {"CaseSensitive": False},
}


def a_schema(**changed: object) -> PoolSchema:
    return schema_from({**POOL, **changed})


def a_pool(**changed: object) -> PoolFacts:
    return PoolFacts(
        schema=a_schema(**changed), policy=PasswordPolicy(), groups=frozenset({"admins", "staff"})
    )


def a_row(username: str, *groups: str, enabled: bool = True, **attributes: str) -> UserRow:
    """Return a user; in a name of an attribute, `custom_team` stands for custom:team."""
    named = {name.replace("custom_", "custom:"): value for name, value in attributes.items()}
    user = UserSummary(
        username=username,
        sub=named.get("sub", ""),
        status=UserStatus.CONFIRMED,
        enabled=enabled,
        email=named.get("email", ""),
        email_verified=named.get("email_verified") == "true",
        created_at=MADE,
        modified_at=MADE,
        attributes=named,
    )
    return UserRow(user=user, groups=tuple(sorted(groups)))


class _Gone:
    """No pool to fill from: users are put in one by one."""

    user_pool_id = "eu-west-1_Stored"


@contextmanager
def stored(*rows: UserRow) -> Iterator[Snapshot]:
    """Yield a snapshot in memory that holds these users."""
    snapshot = Snapshot(_Gone(), None)  # type: ignore[arg-type]
    for row in rows:
        snapshot._store.put(row)
    try:
        yield snapshot
    finally:
        snapshot.close()
