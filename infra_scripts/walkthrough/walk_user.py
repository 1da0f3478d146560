"""The walkthrough's test user: made with a generated password, which the personas file keeps."""

from services.cloud.aws import Aws
from services.errors import UserNotFound
from services.home.outputs import load_outputs
from services.home.personas import Persona, load_personas, save_personas
from services.settings import Settings
from services.users.directory import Directory, NewUser, UserStatus
from services.users.passwords import generate_password

NAME = "walker"


def make_user(aws: Aws, settings: Settings, user_pool_id: str) -> None:
    """Make the user, or give it the kept password again; the second time writes the same."""
    kept = walk_user(settings)
    directory = Directory(aws, user_pool_id)
    password = kept.password if kept else generate_password(directory.password_policy())
    # Saved first: a kill before the end must not lose a password that only Cognito would know.
    save_personas(
        settings,
        [Persona(username=NAME, password=password, status="CONFIRMED", story="The walkthrough's.")],
    )
    if _is_ready(directory):
        return
    directory.create(
        NewUser(
            username=NAME,
            password=password,
            permanent=True,
            email=f"{NAME}@example.com",
            email_verified=True,
        )
    )


def _is_ready(directory: Directory) -> bool:
    """Tell whether the user can sign in; one that was made half-way is removed."""
    try:
        user = directory.get(NAME)
    except UserNotFound:
        return False
    if user.status is UserStatus.CONFIRMED and user.enabled:
        return True
    directory.delete(NAME)
    return False


def walk_user(settings: Settings) -> Persona | None:
    """Return the user with its password, None before it was made."""
    personas = load_personas(settings)
    return personas[0] if personas and load_outputs(settings) else None
