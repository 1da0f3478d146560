"""Setting a password in every status on the real engine, refused before anything is sent."""

import pytest

from services.cloud.aws import Aws
from services.errors import InputError, PasswordRefused
from services.users.changes.desk import Desk
from services.users.directory import Directory, UserStatus
from services.users.one_user.password_change import change_of_password, what_setting_does
from services.users.passwords import PasswordPolicy
from tests.services.users.one_user.people import STATUSES, person, user_in

NEW = "Another-Horse-8"
POLICY = PasswordPolicy()


@pytest.mark.engine
@pytest.mark.parametrize(
    ("is_permanent", "status_after"),
    [
        pytest.param(True, "CONFIRMED", id="permanent"),
        pytest.param(False, "FORCE_CHANGE_PASSWORD", id="temporary"),
    ],
)
@pytest.mark.parametrize("status", STATUSES)
def test_a_password_is_set_in_every_status(
    aws: Aws,
    directory: Directory,
    status: str,
    is_permanent: bool,
    status_after: str,
) -> None:
    user = directory.get(user_in(aws, directory, status, f"{status}-set-{is_permanent}"))
    change = change_of_password(user, NEW, POLICY, is_permanent=is_permanent)
    Desk(aws, directory.user_pool_id).do(change, reason="asked at the desk")
    assert directory.get(user.username).status.value == status_after


@pytest.mark.parametrize(
    ("password", "said"),
    [
        pytest.param("", "The password is missing.", id="empty"),
        pytest.param(
            "short", "at least 8 characters, an upper-case letter, a digit, a symbol", id="weak"
        ),
    ],
)
def test_a_password_is_checked_before_it_is_sent(password: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        change_of_password(person(), password, POLICY, is_permanent=True)


def test_the_password_is_in_no_repr_and_in_no_fact() -> None:
    change = change_of_password(person(), NEW, POLICY, is_permanent=False)
    assert NEW not in repr(change)
    assert NEW not in str({**change.before, **change.after})


@pytest.mark.engine
def test_what_the_pool_refuses_all_the_same_is_an_error_of_its_own(
    aws: Aws,
    directory: Directory,
) -> None:
    user = directory.get(user_in(aws, directory, "CONFIRMED", "lax"))
    lax = PasswordPolicy(minimum_length=1, requires_uppercase=False, requires_symbol=False)
    change = change_of_password(user, "lower-9", lax, is_permanent=True)
    with pytest.raises(PasswordRefused):
        Desk(aws, directory.user_pool_id).do(change, reason="a test")


def test_a_user_of_another_provider_is_warned_of() -> None:
    federated = person(UserStatus.EXTERNAL_PROVIDER)
    assert "AWS advises against" in what_setting_does(federated, POLICY, is_permanent=True)
    temporary = what_setting_does(person(), POLICY, is_permanent=False)
    assert "It counts for 7 days." in temporary
    assert "AWS advises" not in temporary
