"""Groups of a row: those that miss, and lists that are not written with spaces."""

import pytest

from services.users.csv_files.checking.choices import OnMissingGroup
from tests.services.users.csv_files.checked_files import checked, only
from tests.services.users.csv_files.pools import PASSWORD

HEADER = ["username", "email", "password", "groups"]
SPACES = "Write a space, and nothing else, between two groups."
CREATE, REFUSE = OnMissingGroup.CREATE, OnMissingGroup.REFUSE


def said(groups: str, choice: OnMissingGroup) -> list[tuple[str, str]]:
    row = ["ann", "ann@example.com", PASSWORD, groups]
    errors = only(checked(row, header=HEADER, on_missing_group=choice)).errors
    return [(each.what, each.hint) for each in errors]


@pytest.mark.parametrize("choice", [CREATE, REFUSE])
@pytest.mark.parametrize("groups", ["admins,staff", "staff;admins", "new|admins"])
def test_a_list_of_known_groups_is_never_one_group(groups: str, choice: OnMissingGroup) -> None:
    hint = f"{SPACES} If one group is really called so, create it first."
    assert said(groups, choice) == [(f"The user pool has no group {groups}.", hint)]


def test_a_comma_before_the_space_is_told_as_such() -> None:
    ((what, _),) = said("admins, admins", CREATE)
    assert what == "The user pool has no group admins,."


def test_a_new_group_may_have_a_comma_in_its_name() -> None:
    assert said("red,green", CREATE) == []
    ((_, hint),) = said("red,green", REFUSE)
    assert hint.startswith(SPACES)


def test_a_group_that_misses_is_created_or_refused_as_chosen() -> None:
    assert said("admins red", CREATE) == []
    ((what, hint),) = said("admins red", REFUSE)
    assert (what, SPACES in hint) == ("The user pool has no group red.", False)
