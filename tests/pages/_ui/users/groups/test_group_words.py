"""What a group means in a token, in words."""

from datetime import UTC, datetime

import pytest

from pages._ui.users.groups.group_words import in_tokens, role_name, tie_words
from services.users.pool_group import GroupValues, PoolGroup

EDITORS, READERS = "arn:aws:iam::1:role/Editors", "arn:aws:iam::1:role/path/Readers"
NOW = datetime(2026, 11, 29, tzinfo=UTC)
KNOWN = PoolGroup(name="known", precedence=5, role_arn=EDITORS, created_at=NOW, modified_at=NOW)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        pytest.param(GroupValues(name="a", precedence=1), "It has no role", id="no role"),
        pytest.param(
            GroupValues(name="a", precedence=1, role_arn=EDITORS),
            "another role and the same or a lower number.",
            id="a role and a number",
        ),
        pytest.param(
            GroupValues(name="a", role_arn=EDITORS), "another role and any number.", id="no number"
        ),
    ],
)
def test_it_is_said_when_its_role_is_the_preferred_one(group: GroupValues, words: str) -> None:
    assert words in in_tokens(group)


@pytest.mark.parametrize(
    ("wanted", "is_tie"),
    [
        pytest.param(GroupValues(name="a", precedence=5, role_arn=READERS), True, id="a tie"),
        pytest.param(GroupValues(name="a", precedence=5, role_arn=EDITORS), False, id="one role"),
        pytest.param(GroupValues(name="a", precedence=6, role_arn=READERS), False, id="apart"),
        pytest.param(GroupValues(name="a", precedence=5), False, id="no role"),
        pytest.param(
            GroupValues(name="known", precedence=5, role_arn=READERS), False, id="the group itself"
        ),
    ],
)
def test_a_tie_is_named(wanted: GroupValues, is_tie: bool) -> None:
    assert tie_words([KNOWN], wanted).startswith("known has the same precedence") is is_tie


def test_the_name_of_a_role_has_no_path() -> None:
    assert [role_name(each) for each in (READERS, EDITORS, "odd", "")] == [
        "Readers", "Editors", "odd", "",
    ]  # fmt: skip
