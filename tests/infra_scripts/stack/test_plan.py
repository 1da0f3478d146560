"""Differences are told field by field, as deep as they lie."""

from typing import Any

import pytest

from infra_scripts.stack.plan import Plan, PlannedAction, PlannedChange, field_changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1, 1, []),
        (1, 2, [("F", 1, 2)]),
        ([1], [1, 2], [("F", [1], [1, 2])]),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 3, "c": 2}}, [("F.a.b", 1, 3)]),
        ({"a": 1}, {}, [("F.a", 1, None)]),
        ({}, {"a": 1}, [("F.a", None, 1)]),
        (None, {"a": 1}, [("F", None, {"a": 1})]),
    ],
    ids=[
        "nothing differs",
        "a value",
        "a list as a whole",
        "deep inside",
        "a key too many",
        "a key missing",
        "all of it missing",
    ],
)
def test_differences(before: Any, after: Any, expected: list[tuple[str, Any, Any]]) -> None:
    changes = field_changes("F", before, after)
    assert [(change.name, change.before, change.after) for change in changes] == expected


def test_a_plan_is_empty_when_everything_is_kept() -> None:
    kept = PlannedChange(name="user_pool", kind="user_pool", action=PlannedAction.KEEP)
    refused = PlannedChange(
        name="role", kind="role", action=PlannedAction.REFUSE, reason="Foreign."
    )
    assert Plan(changes=(kept, kept)).is_empty
    assert not Plan(changes=(kept, refused)).is_empty
    assert Plan(changes=(kept, refused)).refused == (refused,)
