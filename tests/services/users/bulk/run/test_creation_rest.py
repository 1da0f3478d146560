"""What is left of a creation whose answer was lost: only what Cognito does not have yet."""

import pytest

from services.users.bulk.acts.row_decision import RowDecision, Verdict
from services.users.bulk.run.creation_rest import rest_of_creation
from services.users.csv_files.row_changes import change_of_row
from tests.services.users.csv_files.checked_files import ann, checked, only
from tests.services.users.csv_files.pools import a_pool, a_row

EMAIL, PHONE = "ann@example.com", "+491701234567"
ALL = ["admin_add_user_to_group", "admin_set_user_mfa_preference", "admin_disable_user"]


def creation() -> RowDecision:
    header, row = ann(
        groups="staff", enabled="false", phone_number=PHONE, **{"cognito:mfa_enabled": "true"}
    )
    plan = checked(row, header=header, is_permanent=True)
    return RowDecision(verdict=Verdict.CHANGE, change=change_of_row(only(plan), a_pool()))


@pytest.mark.parametrize(
    ("groups", "enabled", "left"),
    [((), True, ALL), (("staff",), True, ALL[1:]), (("staff",), False, ALL[1:2])],
)
def test_groups_mfa_and_disabling_follow_where_they_are_not_there_yet(
    groups: tuple[str, ...], enabled: bool, left: list[str]
) -> None:
    known = a_row("ann", *groups, enabled=enabled, email=EMAIL, phone_number=PHONE)
    rest = rest_of_creation(creation(), known, is_same=True).change
    assert rest is not None
    assert [call.operation for call in rest.calls] == left


def test_a_user_with_other_attributes_is_somebody_elses() -> None:
    known = a_row("ann", email="other@example.com", phone_number=PHONE)
    assert rest_of_creation(creation(), known, is_same=True).verdict is Verdict.REFUSED
