"""A row of a user who is there already: what differs is sent, and the rest stays as it is."""

import pytest

from services.users.csv_files.checking.choices import OnExisting
from services.users.csv_files.checking.import_plan import PlannedOutcome
from tests.services.users.csv_files.checked_files import checked, only
from tests.services.users.csv_files.pools import a_row

_, UPDATE, SKIP, REFUSED = PlannedOutcome
EXISTING = a_row("ann", "staff", email="ann@example.com", email_verified="true", custom_badge="b-1")


@pytest.mark.parametrize(
    ("choice", "outcome", "why"),
    [
        (OnExisting.SKIP, SKIP, "The user is in the pool already."),
        (OnExisting.REFUSE, REFUSED, ""),
        (OnExisting.UPDATE, UPDATE, ""),
    ],
)
def test_a_user_who_is_there_already_is_skipped_refused_or_updated(
    choice: OnExisting, outcome: PlannedOutcome, why: str
) -> None:
    row = only(checked(["Ann", "new@example.com", ""], users=(EXISTING,), on_existing=choice))
    assert (row.outcome, row.why) == (outcome, why)
    told = [error.what for error in row.errors]
    assert told == ([] if outcome is not REFUSED else ["The user is in the pool already."])


def test_an_update_sends_what_differs_and_can_be_undone() -> None:
    header = ["username", "email", "groups", "enabled", "custom:team"]
    row = ["ann", "new@example.com", "admins staff", "false", "red"]
    plan = checked(row, header=header, users=(EXISTING,), on_existing=OnExisting.UPDATE)
    update = only(plan).update
    assert update is not None
    assert update.target == "ann"
    assert update.before == {
        "enabled": True,
        "groups": ["staff"],
        "attributes": {"email": "ann@example.com", "custom:team": None, "email_verified": "true"},
    }
    assert update.after == {
        "enabled": False,
        "groups": ["admins", "staff"],
        "attributes": {"email": "new@example.com", "custom:team": "red", "email_verified": "false"},
    }
    assert [call.operation for call in update.calls] == [
        "admin_disable_user",
        "admin_add_user_to_group",
        "admin_update_user_attributes",
    ]
    assert [call.operation for call in update.take_back] == [
        "admin_enable_user",
        "admin_remove_user_from_group",
        "admin_update_user_attributes",
        "admin_delete_user_attributes",
    ]


def test_a_mark_in_the_row_goes_with_a_changed_address() -> None:
    header, row = ["username", "email", "email_verified"], ["ann", "new@example.com", "true"]
    plan = checked(row, header=header, users=(EXISTING,), on_existing=OnExisting.UPDATE)
    update = only(plan).update
    assert update is not None
    sent = {"email": "new@example.com", "email_verified": "true"}
    assert update.after == {"attributes": sent}


def test_an_empty_cell_changes_nothing_and_a_row_that_differs_in_nothing_is_skipped() -> None:
    header = ["username", "email", "groups", "enabled", "custom:badge", "phone_number_verified"]
    row = ["ann", "", "staff", "true", "b-1", "false"]
    found = only(checked(row, header=header, users=(EXISTING,), on_existing=OnExisting.UPDATE))
    assert (found.outcome, found.why) == (SKIP, "The user has exactly these values.")


def test_what_is_not_mutable_cannot_be_updated() -> None:
    header, row = ["username", "custom:badge"], ["ann", "b-2"]
    plan = checked(row, header=header, users=(EXISTING,), on_existing=OnExisting.UPDATE)
    (error,) = only(plan).errors
    assert (error.column, error.value) == ("custom:badge", "b-2")
    assert error.what == "custom:badge can be set when a user is created, and never changed."
