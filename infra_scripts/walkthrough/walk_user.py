"""The walkthrough's test user: made with a generated password, which the personas file keeps."""

from services.cloud.aws import Aws
from services.errors import UserNotFound
from services.home.personas import Persona, load_personas, save_personas
from services.settings import Settings
from services.users.directory import Directory
from services.users.passwords import generate_password

NAME = "walker"
_SERVICE = "cognito-idp"


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
    try:
        directory.get(NAME)
    except UserNotFound:
        aws.call(
            _SERVICE,
            "admin_create_user",
            UserPoolId=user_pool_id,
            Username=NAME,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": f"{NAME}@example.com"},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
    aws.call(
        _SERVICE,
        "admin_set_user_password",
        UserPoolId=user_pool_id,
        Username=NAME,
        Password=password,
        Permanent=True,
    )


def walk_user(settings: Settings) -> Persona | None:
    """Return the user with its password, None before it was made."""
    personas = load_personas(settings)
    return personas[0] if personas else None
