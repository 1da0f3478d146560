"""The walkthrough's test user: made with a generated password, which the personas file keeps."""

from services.cloud.aws import Aws
from services.errors import UserNotFound
from services.home.personas import Persona, load_personas, save_personas
from services.settings import Settings
from services.users.directory import Directory
from services.users.passwords import generate_password

WALKER = "walker"
_SERVICE = "cognito-idp"


def make_user(aws: Aws, settings: Settings, user_pool_id: str) -> None:
    """Make the user, or give it the kept password again; the second time writes the same."""
    kept = kept_user(settings, WALKER)
    directory = Directory(aws, user_pool_id)
    password = kept.password if kept else generate_password(directory.password_policy())
    # Saved first: a kill before the end must not lose a password that only Cognito would know.
    keep_user(
        settings,
        Persona(username=WALKER, password=password, status="CONFIRMED", story="The walkthrough's."),
    )
    try:
        directory.get(WALKER)
    except UserNotFound:
        aws.call(
            _SERVICE,
            "admin_create_user",
            UserPoolId=user_pool_id,
            Username=WALKER,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": f"{WALKER}@example.com"},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
    aws.call(
        _SERVICE,
        "admin_set_user_password",
        UserPoolId=user_pool_id,
        Username=WALKER,
        Password=password,
        Permanent=True,
    )


def kept_user(settings: Settings, name: str) -> Persona | None:
    """Return a user of the walkthrough with its password, None before it was made."""
    return next((each for each in load_personas(settings) if each.username == name), None)


def keep_user(settings: Settings, user: Persona) -> None:
    """Keep a user with its password, instead of what was kept of the same name."""
    others = [each for each in load_personas(settings) if each.username != user.username]
    save_personas(settings, [*others, user])
