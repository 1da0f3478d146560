"""A row is decided again for the user as they are when it is sent."""

import pytest

from services.users.csv_files.checking.choices import ImportChoices, OnExisting
from services.users.csv_files.checking.import_plan import PlannedOutcome
from services.users.csv_files.checking.row_decisions import decide_row
from services.users.csv_files.row_changes import change_of_row
from tests.services.users.csv_files.checked_files import checked, only
from tests.services.users.csv_files.pools import PASSWORD, a_pool, a_row

CREATE, UPDATE, SKIP, REFUSED = PlannedOutcome
LATER = a_row("ann", email="old@example.com")


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [(OnExisting.SKIP, SKIP), (OnExisting.UPDATE, UPDATE), (OnExisting.REFUSE, REFUSED)],
)
def test_a_user_who_came_meanwhile_is_treated_as_chosen(
    choice: OnExisting, outcome: PlannedOutcome
) -> None:
    row = only(checked(["ann", "ann@example.com", PASSWORD], on_existing=choice))
    assert row.outcome is CREATE
    again = decide_row(row.read, LATER, a_pool(), ImportChoices(on_existing=choice))
    assert (again.line, again.outcome) == (2, outcome)


def test_a_user_who_is_gone_meanwhile_is_created_or_lacks_what_that_needs() -> None:
    choices = ImportChoices(on_existing=OnExisting.UPDATE)
    rows = (["ann", "new@example.com", PASSWORD], ["bob", "bob@example.com", ""])
    users = (LATER, a_row("bob", email="b@x.de"))
    plan = checked(*rows, users=users, on_existing=choices.on_existing)
    assert [row.outcome for row in plan.rows] == [UPDATE, UPDATE]
    ann, bob = (decide_row(row.read, None, a_pool(), choices) for row in plan.rows)
    assert (ann.outcome, bob.outcome) == (CREATE, REFUSED)
    assert [error.what for error in bob.errors] == ["A new user needs a password."]


def test_the_same_creation_comes_each_time() -> None:
    row = only(checked(["ann", "ann@example.com", PASSWORD]))
    again = decide_row(row.read, None, a_pool(), ImportChoices())
    assert change_of_row(again, a_pool()) == change_of_row(row, a_pool())


def test_what_was_wrong_in_the_file_stays_wrong() -> None:
    rows = (["ann", "a@example.com", PASSWORD], ["ann", "b@example.com", PASSWORD])
    second = checked(*rows).rows[1]
    again = decide_row(second.read, LATER, a_pool(), ImportChoices(on_existing=OnExisting.SKIP))
    assert again.outcome is REFUSED
    assert again.errors == second.errors
