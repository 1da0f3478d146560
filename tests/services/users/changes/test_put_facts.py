"""The calls that bring a user from some facts to others."""

import pytest

from services.users.changes.change import Facts
from services.users.changes.put_facts import calls_between, can_put


def sent(present: Facts, wanted: Facts) -> list[tuple[str, object]]:
    return [
        (
            call.operation.removeprefix("admin_"),
            {name: value for name, value in call.parameters.items() if name != "Username"},
        )
        for call in calls_between("ann", present, wanted)
    ]


@pytest.mark.parametrize(
    ("present", "wanted", "expected"),
    [
        pytest.param({"enabled": True}, {"enabled": False}, [("disable_user", {})], id="disable"),
        pytest.param({"enabled": False}, {"enabled": True}, [("enable_user", {})], id="enable"),
        pytest.param({"enabled": True}, {"enabled": True}, [], id="nothing to do"),
        pytest.param(
            {"groups": ["a", "b"]},
            {"groups": ["b", "c"]},
            [
                ("add_user_to_group", {"GroupName": "c"}),
                ("remove_user_from_group", {"GroupName": "a"}),
            ],
            id="one group left, one joined",
        ),
        pytest.param(
            {"attributes": {"name": "Ann", "nickname": "A"}},
            {"attributes": {"name": None, "nickname": "Annie"}},
            [
                (
                    "update_user_attributes",
                    {"UserAttributes": [{"Name": "nickname", "Value": "Annie"}]},
                ),
                ("delete_user_attributes", {"UserAttributeNames": ["name"]}),
            ],
            id="a value for one, none for the other",
        ),
        pytest.param(
            {"attributes": {"email": "a@b.c", "email_verified": "true"}},
            {"attributes": {"email": None, "email_verified": None}},
            [("delete_user_attributes", {"UserAttributeNames": ["email", "email_verified"]})],
            id="an address goes with its mark",
        ),
    ],
)
def test_only_what_differs_is_sent(
    present: Facts, wanted: Facts, expected: list[tuple[str, object]]
) -> None:
    assert sent(present, wanted) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"enabled": True}, {"enabled": False}, True, id="enabled"),
        pytest.param({}, {}, False, id="the log keeps nothing"),
        pytest.param({}, {"groups": ["a"]}, False, id="a creation"),
        pytest.param({"enabled": True}, {"enabled": True}, False, id="nothing differs"),
        pytest.param({"mfa": ["SMS"]}, {"mfa": []}, False, id="facts of another kind"),
        pytest.param(
            {"enabled": True, "mfa": []}, {"enabled": False, "mfa": []}, False, id="and others"
        ),
        pytest.param(
            {"attributes": {"a": "1"}}, {"attributes": {"b": "1"}}, False, id="other attributes"
        ),
    ],
)
def test_only_known_facts_that_are_whole_can_be_put_back(
    before: Facts, after: Facts, *, expected: bool
) -> None:
    assert can_put(before, after) is expected
