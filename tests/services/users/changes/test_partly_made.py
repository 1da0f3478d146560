"""How much of a change Cognito has."""

import pytest

from services.users.changes.change import Facts
from services.users.changes.partly_made import is_between


@pytest.mark.parametrize(
    ("before", "after", "now", "expected"),
    [
        pytest.param(["c"], ["a", "b"], ["a", "c"], True, id="joined in part"),
        pytest.param(["c"], ["a", "b"], ["a", "b", "c"], True, id="joined and not left"),
        pytest.param(["c", "k"], ["a", "k"], ["a"], False, id="left what was to stay"),
        pytest.param(["c"], ["a"], ["c", "x"], False, id="in another group"),
    ],
)
def test_groups_between_before_and_after_are_a_part(
    before: list[str], after: list[str], now: list[str], expected: bool
) -> None:
    facts: list[Facts] = [{"groups": each} for each in (before, after, now)]
    assert is_between(*facts) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param({"a": "2", "b": "1"}, True, id="one of two set"),
        pytest.param({"a": "2", "b": "3"}, False, id="another value"),
    ],
)
def test_attributes_are_a_part_where_each_is_old_or_new(
    now: dict[str, str], expected: bool
) -> None:
    before, after = {"attributes": {"a": "1", "b": "1"}}, {"attributes": {"a": "2", "b": "2"}}
    assert is_between(before, after, {"attributes": now}) is expected
    assert not is_between({"enabled": True}, {"enabled": False}, {"enabled": None})
