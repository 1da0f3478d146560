"""The calls that make a group, change it or delete it."""

import pytest

from services.users.changes.change import Facts
from services.users.changes.put_group import group_calls, why_kept

FULL = {"description": "They edit", "precedence": 0, "role_arn": "arn", "members": ["ann"]}


@pytest.mark.parametrize(
    ("present", "wanted", "expected"),
    [
        pytest.param(FULL, None, [("delete_group", {})], id="deleted"),
        pytest.param(
            {"description": "a", "precedence": 1},
            {"description": "", "precedence": 1},
            [("update_group", {"Description": ""})],
            id="only what differs is sent",
        ),
        pytest.param(
            None,
            FULL,
            [
                ("create_group", {"Description": "They edit", "Precedence": 0, "RoleArn": "arn"}),
                ("admin_add_user_to_group", {"Username": "ann"}),
            ],
            id="made with its members",
        ),
        pytest.param(
            None,
            {"description": "", "precedence": None, "role_arn": "", "members": []},
            [("create_group", {})],
            id="made with a name only",
        ),
    ],
)
def test_a_group_is_put(
    present: Facts | None, wanted: Facts | None, expected: list[tuple[str, object]]
) -> None:
    sent = [
        (call.operation, {name: it for name, it in call.parameters.items() if name != "GroupName"})
        for call in group_calls("editors", present, wanted)
    ]
    assert sent == expected


@pytest.mark.parametrize(
    ("present", "wanted", "words"),
    [
        pytest.param({"precedence": 0}, {"precedence": None}, "precedence", id="precedence 0"),
        pytest.param({"role_arn": "arn"}, {"role_arn": ""}, "role", id="a role"),
        pytest.param({"precedence": 1}, {"precedence": 0}, "", id="another precedence"),
        pytest.param({"description": "a"}, {"description": ""}, "", id="a description"),
    ],
)
def test_what_update_group_cannot_take_away_is_known(
    present: Facts, wanted: Facts, words: str
) -> None:
    sentence = f"Cognito can change the {words} of a group, and not take it away." if words else ""
    assert why_kept(present, wanted) == sentence
