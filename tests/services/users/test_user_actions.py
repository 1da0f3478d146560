"""Every move in every status on the real engine: the legal happen, the rest change nothing."""

from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import PlanRefused
from services.settings import Settings
from services.users.directory import Directory, NewUser
from services.users.user_actions import act_on
from services.users.user_moves import MOVES, has_nowhere_to_send

pytestmark = pytest.mark.engine
PASSWORD = "Correct-Horse-9"
EVERYBODY = {"verify_email", "disable", "sign_out"}
LEGAL = {
    "UNCONFIRMED": {"confirm", *EVERYBODY},
    "FORCE_CHANGE_PASSWORD": {"resend", *EVERYBODY},
    "CONFIRMED": {"reset_password", *EVERYBODY},
    "RESET_REQUIRED": {"reset_password", *EVERYBODY},
    "DISABLED": {"reset_password", "verify_email", "enable", "sign_out"},
}
AFTERWARDS = {
    "confirm": ("CONFIRMED", True),
    "resend": ("FORCE_CHANGE_PASSWORD", True),
    "reset_password": ("RESET_REQUIRED", True),
    "enable": ("CONFIRMED", True),
}


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@pytest.fixture(scope="module")
def directory(aws: Aws) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="moves")["UserPool"]
    yield Directory(aws, pool["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


def user_in(aws: Aws, directory: Directory, status: str, username: str) -> str:
    pool = {"UserPoolId": directory.user_pool_id}
    if status == "UNCONFIRMED":
        client = aws.call("cognito-idp", "create_user_pool_client", **pool, ClientName="app")
        aws.call(
            "cognito-idp", "sign_up", ClientId=client["UserPoolClient"]["ClientId"],
            Username=username, Password=PASSWORD,
            UserAttributes=[{"Name": "email", "Value": "a@example.com"}],
        )  # fmt: skip
        return username
    is_permanent = status != "FORCE_CHANGE_PASSWORD"
    new = NewUser(
        username=username, password=PASSWORD, permanent=is_permanent, email="a@example.com"
    )
    directory.create(new)
    if status == "RESET_REQUIRED":
        aws.call("cognito-idp", "admin_reset_user_password", **pool, Username=username)
    if status == "DISABLED":
        directory.disable(username)
    return username


@pytest.mark.parametrize("status", LEGAL)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id.value)
def test_a_move_is_made_where_it_is_legal_and_refused_elsewhere(
    aws: Aws, directory: Directory, status: str, move: object
) -> None:
    username = user_in(aws, directory, status, f"{status}-{move.id.value}")
    before = directory.get(username)
    assert (move.refusal(before) == "") == (move.id.value in LEGAL[status])
    if move.id.value not in LEGAL[status]:
        with pytest.raises(PlanRefused):
            act_on(aws, directory, username, move)
        assert directory.get(username) == before
        return
    after = act_on(aws, directory, username, move)
    unchanged = (before.status.value, move.id.value != "disable" and before.enabled)
    expected = AFTERWARDS.get(move.id.value, unchanged)
    if status == "DISABLED" and move.id.value == "reset_password":
        expected = ("RESET_REQUIRED", False)
    assert (after.status.value, after.enabled) == expected
    assert after.email_verified == (move.id.value == "verify_email")


def test_no_code_reaches_a_user_without_a_verified_address(directory: Directory) -> None:
    new = NewUser(username="reach", password=PASSWORD, email="a@example.com")
    assert has_nowhere_to_send(directory.create(new))
    verified = NewUser(
        username="reached", password=PASSWORD, email="b@example.com", email_verified=True
    )
    assert not has_nowhere_to_send(directory.create(verified))
