"""Seeding: the personas it makes, what it puts back, and whom it never touches."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pyotp
import pytest

from services.cloud.aws import Aws
from services.errors import ResourceNotFound
from services.home.personas import load_personas
from services.progress import StepState
from services.settings import Settings
from tests.file_modes import is_private
from tests.infra_scripts.personas.seeding import SeededLab
from tests.infra_scripts.provisioning import Killed, StackOfTest, Watch

pytestmark = pytest.mark.engine

TOKENS = "['AccessToken', 'ExpiresIn', 'IdToken', 'RefreshToken', 'TokenType']"
NAMES = ["maya", "omar", "sam", "priya", "finn", "una", "rosa", "dana", "theo", "nina"]


@pytest.fixture(scope="module")
def lab(
    watched_aws: tuple[Aws, Watch],
    engine_settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SeededLab]:
    """A provisioned stack for the whole module; each test leaves its personas restored."""
    aws, watch = watched_aws
    settings = replace(engine_settings, stack="seeding", home=tmp_path_factory.mktemp("seeding"))
    stack = StackOfTest(aws=aws, settings=settings, watch=watch)
    yield SeededLab(stack, stack.apply())
    stack.provisioner().destroy()


def state(**differing: object) -> dict[str, object]:
    return {
        "status": "CONFIRMED",
        "enabled": True,
        "factors": [],
        "groups": [],
        "email_verified": "true",
        **differing,
    }


@pytest.mark.parametrize(
    ("username", "pool", "answer", "expected"),
    [
        ("maya", "lab", TOKENS, state()),
        ("omar", "lab", TOKENS, state(groups=["admins"])),
        ("sam", "lab", TOKENS, state(groups=["staff"])),
        ("priya", "lab", TOKENS, state(groups=["admins", "staff"])),
        ("finn", "lab", "NEW_PASSWORD_REQUIRED", state(status="FORCE_CHANGE_PASSWORD")),
        (
            "una",
            "lab",
            "UserNotConfirmedException",
            state(status="UNCONFIRMED", email_verified=None),
        ),
        ("rosa", "lab", "PasswordResetRequiredException", state(status="RESET_REQUIRED")),
        ("dana", "lab", "NotAuthorizedException", state(enabled=False)),
        ("theo", "lab", "SOFTWARE_TOKEN_MFA", state(factors=["SOFTWARE_TOKEN_MFA"])),
        ("nina", "other", TOKENS, state()),
    ],
    ids=NAMES,
)
def test_signs_in_with_the_documented_outcome(
    lab: SeededLab, username: str, pool: str, answer: str, expected: dict[str, object]
) -> None:
    persona = lab.seed()[username]

    assert lab.sign_in(persona) == answer
    assert lab.state(username, pool) == {
        **expected,
        "email": f"{username}@example.com",
        "given_name": username.title(),
    }
    assert (persona.status, persona.enabled, list(persona.groups), persona.pool) == (
        expected["status"],
        expected["enabled"],
        expected["groups"],
        pool,
    )
    assert persona.mfa is (username == "theo")


def test_the_code_of_the_stored_key_completes_the_mfa_challenge(lab: SeededLab) -> None:
    theo = lab.seed()["theo"]
    challenge = lab.initiate_auth(theo)

    code = pyotp.TOTP(theo.totp_secret).now()
    answer = lab.answer(theo, challenge, SOFTWARE_TOKEN_MFA_CODE=code)

    assert "AccessToken" in answer["AuthenticationResult"]


def test_the_second_time_writes_nothing(lab: SeededLab) -> None:
    lab.seed()
    written_at = lab.stack.settings.personas_path.stat().st_mtime_ns

    assert lab.stack.writes_of(lab.seed) == []
    assert lab.stack.settings.personas_path.stat().st_mtime_ns == written_at


def complete_new_password(lab: SeededLab) -> None:
    finn = lab.seed()["finn"]
    lab.answer(finn, lab.initiate_auth(finn), NEW_PASSWORD="Chosen-by-Finn-7")


def set_password(lab: SeededLab, username: str, pool: str = "lab") -> None:
    lab.admin(
        "admin_set_user_password", username, pool, Password="Changed-meanwhile-7", Permanent=True
    )


def change_email(lab: SeededLab) -> None:
    attributes = [{"Name": "email", "Value": "moved@example.com"}]
    lab.admin("admin_update_user_attributes", "maya", UserAttributes=attributes)


def switch_off_factor(lab: SeededLab) -> None:
    lab.admin("admin_set_user_mfa_preference", "theo", SoftwareTokenMfaSettings={"Enabled": False})


def sign_up_again_as_rosa(lab: SeededLab) -> None:
    lab.admin("admin_delete_user", "rosa")
    lab.admin("admin_create_user", "rosa", MessageAction="SUPPRESS")


@pytest.mark.parametrize(
    ("username", "pool", "drift"),
    [
        ("maya", "lab", lambda lab: lab.admin("admin_delete_user", "maya")),
        ("maya", "lab", lambda lab: set_password(lab, "maya")),
        ("maya", "lab", lambda lab: lab.admin("admin_disable_user", "maya")),
        ("maya", "lab", lambda lab: lab.admin("admin_reset_user_password", "maya")),
        ("maya", "lab", change_email),
        ("sam", "lab", lambda it: it.admin("admin_add_user_to_group", "sam", GroupName="admins")),
        (
            "priya",
            "lab",
            lambda it: it.admin("admin_remove_user_from_group", "priya", GroupName="staff"),
        ),
        ("finn", "lab", complete_new_password),
        ("finn", "lab", lambda lab: lab.admin("admin_create_user", "finn", MessageAction="RESEND")),
        ("una", "lab", lambda lab: lab.admin("admin_confirm_sign_up", "una")),
        ("rosa", "lab", lambda lab: set_password(lab, "rosa")),
        ("rosa", "lab", sign_up_again_as_rosa),
        ("dana", "lab", lambda lab: lab.admin("admin_enable_user", "dana")),
        ("theo", "lab", switch_off_factor),
        ("nina", "other", lambda lab: set_password(lab, "nina", "other")),
    ],
    ids=[
        "deleted",
        "given another password",
        "disabled",
        "asked to reset the password",
        "given another e-mail address",
        "put into another group",
        "taken out of a group",
        "completed the new password",
        "invited again",
        "confirmed",
        "given a password instead of a reset",
        "made anew by somebody",
        "enabled",
        "without the authenticator app",
        "given another password in the other pool",
    ],
)
def test_puts_back_a_persona_that_was(
    lab: SeededLab, username: str, pool: str, drift: Callable[[SeededLab], None]
) -> None:
    before = lab.seed()[username]
    state_before, answer_before = lab.state(username, pool), lab.sign_in(before)
    drift(lab)

    restored = lab.seed()[username]

    assert restored.password == before.password
    assert lab.state(username, pool) == state_before
    assert lab.sign_in(restored) == answer_before
    assert lab.stack.writes_of(lab.seed) == []


def test_enrols_the_authenticator_app_anew_when_its_key_is_not_ours(lab: SeededLab) -> None:
    before = lab.seed()["theo"]
    lab.stack.settings.personas_path.unlink()

    after = lab.seed()["theo"]

    assert after.totp_secret not in ("", before.totp_secret)
    assert lab.sign_in(after) == "SOFTWARE_TOKEN_MFA"


@pytest.mark.parametrize("lives", [1, 4, 9, 14, 19, 24], ids="killed at write {}".format)
def test_converges_after_being(lab: SeededLab, lives: int) -> None:
    lab.seed()
    for username in NAMES[:-1]:
        lab.admin("admin_delete_user", username)
    with pytest.raises(Killed):
        lab.stack.writes_of(lab.seed, lives)

    personas = lab.seed()

    assert lab.sign_in(personas["maya"]) == TOKENS
    assert lab.sign_in(personas["theo"]) == "SOFTWARE_TOKEN_MFA"
    assert lab.stack.writes_of(lab.seed) == []


def test_a_user_of_the_same_name_in_another_pool_is_not_touched(lab: SeededLab) -> None:
    call = lab.stack.call
    pool_id = call("cognito-idp", "create_user_pool", PoolName="somebody-elses")["UserPool"]["Id"]
    stranger = {"UserPoolId": pool_id, "Username": "maya"}
    call("cognito-idp", "admin_create_user", MessageAction="SUPPRESS", **stranger)
    before = call("cognito-idp", "admin_get_user", **stranger)["UserLastModifiedDate"]

    lab.seed()
    lab.reset()

    user = call("cognito-idp", "admin_get_user", **stranger)
    call("cognito-idp", "delete_user_pool", UserPoolId=pool_id)
    assert (user["UserStatus"], user["UserLastModifiedDate"]) == ("FORCE_CHANGE_PASSWORD", before)


def test_seeding_leaves_users_alone_that_it_did_not_seed(lab: SeededLab) -> None:
    lab.admin("admin_create_user", "visitor", MessageAction="SUPPRESS")

    lab.seed()

    assert lab.admin("admin_get_user", "visitor")["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    lab.admin("admin_delete_user", "visitor")


def test_reset_removes_what_a_session_left(lab: SeededLab) -> None:
    before = lab.seed()["theo"]
    lab.admin("admin_create_user", "visitor", MessageAction="SUPPRESS")
    lab.admin("admin_create_user", "guest", "other", MessageAction="SUPPRESS")
    pool_id = lab.outputs.resource_id("user_pool")
    lab.stack.call("cognito-idp", "create_group", UserPoolId=pool_id, GroupName="visitors")
    set_password(lab, "maya")
    api_id = lab.outputs.rest_api_id
    lab.stack.call("apigateway", "delete_stage", restApiId=api_id, stageName="demo")

    personas = lab.reset()

    assert lab.sign_in(personas["maya"]) == TOKENS
    assert personas["theo"].totp_secret not in ("", before.totp_secret)
    assert lab.stack.provisioner().plan().is_empty
    for username, pool in (("visitor", "lab"), ("guest", "other")):
        with pytest.raises(ResourceNotFound):
            lab.admin("admin_get_user", username, pool)
    groups = lab.stack.call("cognito-idp", "list_groups", UserPoolId=pool_id)["Groups"]
    assert sorted(group["GroupName"] for group in groups) == ["admins", "staff"]


def test_tells_of_every_persona_in_order_whether_it_changed(lab: SeededLab) -> None:
    from infra_scripts.personas.seed import seed

    lab.seed()
    lab.admin("admin_delete_user", "omar")
    events = []

    seed(lab.stack.aws, lab.stack.settings, lab.outputs, events.append)

    assert [(event.number, event.total, event.step) for event in events] == [
        (number, 10, f"Test user {name}") for number, name in enumerate(NAMES, 1)
    ]
    assert [event.step for event in events if event.state is StepState.DONE] == ["Test user omar"]


def test_the_personas_file_is_private_and_no_repr_shows_a_password(lab: SeededLab) -> None:
    personas = lab.seed()
    path = lab.stack.settings.personas_path

    assert is_private(path)
    assert [persona.username for persona in load_personas(lab.stack.settings)] == NAMES
    assert all(persona.story.startswith(name.title()) for name, persona in personas.items())
    for persona in personas.values():
        assert persona.password not in repr(personas)
    assert personas["theo"].totp_secret not in repr(personas)


def test_every_password_differs_and_meets_the_policy(lab: SeededLab) -> None:
    passwords = {persona.password for persona in lab.seed().values()}

    assert len(passwords) == 10
    for password in passwords:
        assert len(password) == 19
        assert any(char.islower() for char in password)
        assert any(char.isupper() for char in password)
        assert any(char.isdigit() for char in password)
        assert "-" in password
