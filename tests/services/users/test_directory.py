"""The directory on the real engine: users and groups come and go, and nothing stays half-made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import (
    InputError,
    PasswordRefused,
    ResourceNotFound,
    Throttled,
    UserExists,
    UserNotFound,
)
from services.settings import Settings
from services.users.directory import Directory, UserStatus
from services.users.new_user import NewUser
from services.users.passwords import PasswordPolicy
from services.users.user_filter import SearchAttribute, SearchOperator, UserFilter

pytestmark = pytest.mark.engine
PASSWORD = "Correct-Horse-9"


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@pytest.fixture
def directory(aws: Aws) -> Iterator[Directory]:
    pool = aws.call(
        "cognito-idp",
        "create_user_pool",
        PoolName="directory-tests",
        Policies={"PasswordPolicy": {"MinimumLength": 10, "RequireNumbers": True}},
    )["UserPool"]
    for group in ("staff", "admins"):
        aws.call("cognito-idp", "create_group", UserPoolId=pool["Id"], GroupName=group)
    yield Directory(aws, pool["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


def confirmed(username: str, **values: Any) -> NewUser:
    return NewUser(username=username, password=PASSWORD, permanent=True, **values)


def usernames(directory: Directory, **search: Any) -> list[str]:
    found = directory.users(UserFilter(**search)) if search else directory.list_page().users
    return sorted(user.username for user in found)


def test_a_user_with_a_permanent_password_is_confirmed_and_in_the_groups(
    directory: Directory,
) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    user = directory.create(
        confirmed("ana", email="ana@example.com", email_verified=True, groups=("staff", "admins"))
    )
    assert (user.username, user.status, user.enabled) == ("ana", UserStatus.CONFIRMED, True)
    assert (user.email, user.email_verified) == ("ana@example.com", True)
    assert user.sub == user.attributes["sub"] != ""
    assert before <= user.created_at <= user.modified_at <= datetime.now(UTC)
    assert directory.groups_of("ana") == ("admins", "staff")


def test_a_user_with_a_temporary_password_has_to_change_it(directory: Directory) -> None:
    user = directory.create(NewUser(username="ben", password=PASSWORD))
    assert user.status is UserStatus.FORCE_CHANGE_PASSWORD
    assert (user.email, user.email_verified, directory.groups_of("ben")) == ("", False, ())


def test_an_invitation_needs_no_password(directory: Directory) -> None:
    user = directory.create(NewUser(username="cem", email="c@example.com", send_invitation=True))
    assert user.status is UserStatus.FORCE_CHANGE_PASSWORD


@pytest.mark.parametrize(
    ("new", "message"),
    [
        pytest.param(NewUser(username=" ", password="x"), "username is empty", id="no username"),
        pytest.param(
            NewUser(username="a", permanent=True),
            "permanent password is missing",
            id="permanent without a password",
        ),
        pytest.param(NewUser(username="a"), "nobody could sign in", id="no way to sign in"),
        pytest.param(
            NewUser(username="a", send_invitation=True), "e-mail address", id="invited nowhere"
        ),
        pytest.param(
            NewUser(
                username="a", email="a@b.c", password="x", permanent=True, send_invitation=True
            ),
            "temporary password",
            id="invited with a permanent password",
        ),
    ],
)
def test_contradictions_are_refused_before_any_call(aws: Aws, new: NewUser, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Directory(aws, "us-east-1_NoSuchPool").create(new)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        pytest.param(
            NewUser(username="dan", password="short", permanent=True),
            PasswordRefused,
            id="the policy refuses the password",
        ),
        pytest.param(
            confirmed("dan", groups=("staff", "no-such-group")),
            ResourceNotFound,
            id="a group does not exist",
        ),
    ],
)
def test_a_user_who_cannot_be_completed_is_not_left_behind(
    directory: Directory, new: NewUser, error: type[Exception]
) -> None:
    with pytest.raises(error):
        directory.create(new)
    assert usernames(directory) == []


class Refusing(Aws):
    """An Aws that refuses the operations named, each with AWS's answer."""

    def __init__(self, aws: Aws, *operations: str) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self._operations = operations

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation in self._operations:
            raise Throttled(f"Too many {operation}.", code="TooManyRequestsException")
        return super().call(service, operation, **parameters)


def test_a_user_who_could_not_be_removed_again_is_named_in_the_error(
    aws: Aws, directory: Directory
) -> None:
    refusing = Refusing(aws, "admin_set_user_password", "admin_delete_user")
    with pytest.raises(Throttled, match="Too many admin_set_user_password") as caught:
        Directory(refusing, directory.user_pool_id).create(confirmed("eva"))
    assert "The user eva was created" in caught.value.message
    assert "Delete eva" in caught.value.hint
    assert caught.value.code == "TooManyRequestsException"
    assert usernames(directory) == ["eva"]


def test_a_user_who_cannot_be_read_back_is_removed_again(aws: Aws, directory: Directory) -> None:
    with pytest.raises(Throttled):
        Directory(Refusing(aws, "admin_get_user"), directory.user_pool_id).create(confirmed("eva"))
    assert usernames(directory) == []


def test_a_username_that_is_taken_leaves_its_owner_alone(directory: Directory) -> None:
    directory.create(confirmed("ana", groups=("staff",)))
    with pytest.raises(UserExists):
        directory.create(confirmed("ana"))
    assert directory.groups_of("ana") == ("staff",)


def test_a_deleted_user_is_gone(directory: Directory) -> None:
    directory.create(confirmed("ana"))
    directory.delete("ana")
    for action in (directory.get, directory.delete, directory.groups_of):
        with pytest.raises(UserNotFound):
            action("ana")


def test_a_user_is_disabled_signed_out_and_taken_out_of_a_group(directory: Directory) -> None:
    directory.create(confirmed("ana", groups=("staff", "admins")))
    directory.sign_out("ana")
    assert directory.get("ana").enabled
    directory.disable("ana")
    directory.remove_from_group("ana", "admins")
    assert not directory.get("ana").enabled
    assert directory.groups_of("ana") == ("staff",)


def test_nobody_can_be_disabled_signed_out_or_removed_who_is_not_there(
    directory: Directory,
) -> None:
    for change in (
        lambda: directory.disable("bea"),
        lambda: directory.sign_out("bea"),
        lambda: directory.remove_from_group("bea", "admins"),
    ):
        with pytest.raises(UserNotFound):
            change()


def test_pages_follow_each_other_to_the_last(directory: Directory) -> None:
    for name in ("a", "b", "c", "d", "e"):
        directory.create(confirmed(name))
    sizes, seen, token = [], set(), None
    while True:
        page = directory.list_page(limit=2, token=token)
        sizes.append(len(page.users))
        seen |= {user.username for user in page.users}
        token = page.next_token
        if token is None:
            break
    assert (sizes, seen) == ([2, 2, 1], {"a", "b", "c", "d", "e"})


def test_searches(directory: Directory) -> None:
    directory.create(confirmed("ana", email="one@example.com"))
    directory.create(confirmed("anton"))
    directory.create(NewUser(username='odd"na\\me', password=PASSWORD))
    username, equals = SearchAttribute.USERNAME, SearchOperator.EQUALS
    assert usernames(directory, attribute=username, value="an") == ["ana", "anton"]
    assert usernames(directory, attribute=username, operator=equals, value="an") == []
    assert usernames(directory, attribute=username, operator=equals, value='odd"na\\me') == [
        'odd"na\\me'
    ]
    assert usernames(
        directory, attribute=SearchAttribute.STATUS, operator=equals, value="FORCE_CHANGE_PASSWORD"
    ) == ['odd"na\\me']
    assert usernames(directory, attribute=SearchAttribute.EMAIL, value="one@") == ["ana"]


@pytest.mark.parametrize("limit", [0, 61])
def test_a_limit_cognito_does_not_take_is_refused(directory: Directory, limit: int) -> None:
    with pytest.raises(InputError, match=f"A page of {limit} users"):
        directory.list_page(limit=limit)


def test_what_the_pool_says_of_itself(directory: Directory) -> None:
    directory.create(confirmed("ana"))
    assert directory.groups() == ("admins", "staff")
    assert directory.estimated_count() == 1
    assert directory.password_policy() == PasswordPolicy(
        minimum_length=10,
        requires_lowercase=False,
        requires_uppercase=False,
        requires_symbol=False,
    )


def test_a_pool_that_is_gone_is_not_found(aws: Aws) -> None:
    with pytest.raises(ResourceNotFound):
        Directory(aws, "us-east-1_NoSuchPool").list_page()


def test_more_groups_than_one_page_holds_are_all_listed(aws: Aws, directory: Directory) -> None:
    names = {f"group-{number:02}" for number in range(61)}
    for name in names:
        aws.call("cognito-idp", "create_group", UserPoolId=directory.user_pool_id, GroupName=name)
    assert set(directory.groups()) == names | {"admins", "staff"}


def test_no_repr_holds_the_password() -> None:
    assert PASSWORD not in repr(confirmed("ana"))
