"""Every move in every status on the real engine: the legal happen, the rest change nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import AwsError, PlanRefused
from services.settings import Settings
from services.users.directory import Directory, NewUser
from services.users.user_actions import act_on
from services.users.user_moves import MOVES, UserMove, has_nowhere_to_send

pytestmark = pytest.mark.engine
PASSWORD = "Correct-Horse-9"
ANYBODY = {"verify_email", "sign_out"}
LEGAL = {
    "UNCONFIRMED": {"confirm", *ANYBODY},
    "FORCE_CHANGE_PASSWORD": {"resend", *ANYBODY},
    "CONFIRMED": {"reset_password", *ANYBODY},
    "RESET_REQUIRED": {"reset_password", *ANYBODY},
}
AFTERWARDS = {"confirm": "CONFIRMED", "reset_password": "RESET_REQUIRED"}
# What the engine itself refuses, as Cognito does; the rest is refused here before it is asked.
REFUSED_BY_STATUS = {
    "confirm": {"FORCE_CHANGE_PASSWORD", "CONFIRMED", "RESET_REQUIRED"},
    "resend": {"UNCONFIRMED", "CONFIRMED", "RESET_REQUIRED"},
    "reset_password": {"FORCE_CHANGE_PASSWORD"},
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
    return username


@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "disabled"])
@pytest.mark.parametrize("status", LEGAL)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id.value)
def test_a_move_is_made_where_it_is_legal_and_refused_elsewhere(
    aws: Aws, directory: Directory, status: str, move: UserMove, enabled: bool
) -> None:
    username = user_in(aws, directory, status, f"{status}-{move.id.value}-{enabled}")
    if not enabled:
        directory.disable(username)
    before = directory.get(username)
    legal = LEGAL[status] | {"disable" if enabled else "enable"}
    assert (move.refusal(before) == "") == (move.id.value in legal)
    if move.id.value not in legal:
        with pytest.raises(PlanRefused):
            act_on(aws, directory, username, move)
        assert directory.get(username) == before
        return
    after = act_on(aws, directory, username, move)
    assert after.status.value == AFTERWARDS.get(move.id.value, status)
    assert after.enabled == {"disable": False, "enable": True}.get(move.id.value, enabled)
    assert after.email_verified == (move.id.value == "verify_email")


@pytest.mark.parametrize("status", LEGAL)
@pytest.mark.parametrize("move", [each for each in MOVES if each.id.value in REFUSED_BY_STATUS])
def test_the_engine_refuses_what_cognito_refuses_by_status(
    aws: Aws, directory: Directory, status: str, move: UserMove
) -> None:
    username = user_in(aws, directory, status, f"{status}-{move.id.value}-straight")
    anyway = replace(move, refusal=lambda _user: "")
    if status in REFUSED_BY_STATUS[move.id.value]:
        with pytest.raises(AwsError):
            act_on(aws, directory, username, anyway)
        assert directory.get(username).status.value == status
    else:
        act_on(aws, directory, username, anyway)


def test_an_invitation_goes_only_to_an_address(aws: Aws, directory: Directory) -> None:
    directory.create(NewUser(username="no-address", password=PASSWORD))
    resend = next(each for each in MOVES if each.id.value == "resend")
    with pytest.raises(PlanRefused, match="no e-mail address"):
        act_on(aws, directory, "no-address", resend)


def test_no_code_reaches_a_user_without_a_verified_address(directory: Directory) -> None:
    new = NewUser(username="reach", password=PASSWORD, email="a@example.com")
    assert has_nowhere_to_send(directory.create(new))
    verified = NewUser(
        username="reached", password=PASSWORD, email="b@example.com", email_verified=True
    )
    assert not has_nowhere_to_send(directory.create(verified))
