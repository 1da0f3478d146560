from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from pages._ui.sign_in.personas_now import persona_now
from services.cloud.aws import Aws
from services.home.personas import Persona, PersonaPool
from services.settings import Settings
from services.users.directory import Directory
from services.users.new_user import NewUser

pytestmark = pytest.mark.engine
FIRST, NEXT = "First-Horse-9", "Next-Horse-9"


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@pytest.fixture
def directory(aws: Aws) -> Iterator[Directory]:
    pool_id = aws.call("cognito-idp", "create_user_pool", PoolName="now")["UserPool"]["Id"]
    yield Directory(aws, pool_id)
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool_id)


def seeded(directory: Directory, *, status: str) -> Persona:
    is_confirmed = status == "CONFIRMED"
    directory.create(NewUser(username="finn", password=FIRST, permanent=is_confirmed))
    return Persona(username="finn", password=FIRST, status=status, story="Finn.")


def set_password(aws: Aws, directory: Directory, *, permanent: bool) -> None:
    aws.call(
        "cognito-idp",
        "admin_set_user_password",
        UserPoolId=directory.user_pool_id,
        Username="finn",
        Password=NEXT,
        Permanent=permanent,
    )


@pytest.mark.parametrize("status", ["CONFIRMED", "FORCE_CHANGE_PASSWORD"])
def test_a_persona_that_nobody_changed_is_as_it_was_seeded(
    directory: Directory, status: str
) -> None:
    persona = seeded(directory, status=status)
    assert persona_now(directory, persona) == persona


@pytest.mark.parametrize(
    ("before", "permanent", "now"),
    [
        ("FORCE_CHANGE_PASSWORD", True, "CONFIRMED"),
        ("CONFIRMED", False, "FORCE_CHANGE_PASSWORD"),
    ],
)
def test_a_password_that_was_replaced_is_not_offered(
    aws: Aws, directory: Directory, before: str, permanent: bool, now: str
) -> None:
    persona = seeded(directory, status=before)
    set_password(aws, directory, permanent=permanent)
    found = persona_now(directory, persona)
    assert (found.status, found.password) == (now, "")
    assert found.story == "Finn. Changed since the last Reset."


def test_a_disabled_persona_keeps_the_password(directory: Directory) -> None:
    persona = seeded(directory, status="CONFIRMED")
    directory.disable("finn")
    found = persona_now(directory, persona)
    assert (found.enabled, found.password) == (False, FIRST)


def test_a_deleted_persona_says_so(directory: Directory) -> None:
    persona = seeded(directory, status="CONFIRMED")
    directory.delete("finn")
    assert persona_now(directory, persona).story == "Finn. Deleted since the last Reset."


def test_a_persona_of_the_other_pool_is_not_looked_for(directory: Directory) -> None:
    other = Persona(
        username="finn", password=FIRST, status="CONFIRMED", story="F.", pool=PersonaPool.OTHER
    )
    assert persona_now(directory, other) is other
