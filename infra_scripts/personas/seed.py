"""Seeding: puts every persona of the cast into its known state and writes the personas file.

`seed` changes only what drifted; `reset` also puts the stack back and, on the local engine,
removes what users of the demo left in the pools. `infra_scripts.operations` holds the stack's lock.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

from infra_scripts.personas.account import SERVICE, PersonaAccount
from infra_scripts.personas.cast import ADMINS, CAST, STAFF
from infra_scripts.personas.state import restore
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.home.outputs import StackOutputs
from services.home.personas import Persona, PersonaPool, load_personas, save_personas
from services.progress import ProgressCallback, StepEvent, StepState, ignore_progress
from services.settings import Settings
from services.users.app_client import read_app_client
from services.users.passwords import PasswordPolicy, generate_password

_THREADS = 6
_POOLS = {
    PersonaPool.LAB: ("user_pool", "app_client"),
    PersonaPool.OTHER: ("other_user_pool", "other_app_client"),
}


def seed(
    aws: Aws,
    settings: Settings,
    outputs: StackOutputs,
    progress: ProgressCallback = ignore_progress,
) -> list[Persona]:
    """Bring every persona to its known state and return them; the second time writes nothing.

    Raises UserExists, before the first write, when on AWS a persona's name belongs to a user this
    lab did not make.
    """
    accounts = _accounts(aws, settings, outputs)
    return _bring_back(settings, accounts, progress)


def reset(
    aws: Aws, settings: Settings, progress: ProgressCallback = ignore_progress
) -> list[Persona]:
    """Put the stack and its personas back to the known state and return the personas.

    An authenticator app is always enrolled again. On the local engine every user and group that is
    not ours is deleted; on AWS nobody else's user is ever deleted.
    """
    outputs = Provisioner(aws, settings).apply(progress)
    if settings.is_local:
        for user_pool_name, _ in _POOLS.values():
            _remove_strangers(aws, outputs.resource_id(user_pool_name))
    accounts = _accounts(aws, settings, outputs)
    without_keys = [replace(account, totp_secret="") for account in accounts]
    return _bring_back(settings, without_keys, progress)


def _accounts(aws: Aws, settings: Settings, outputs: StackOutputs) -> list[PersonaAccount]:
    stored = {persona.username: persona for persona in load_personas(settings)}
    clients = {
        pool: read_app_client(aws, outputs.resource_id(pool_name), outputs.resource_id(client_name))
        for pool, (pool_name, client_name) in _POOLS.items()
    }
    accounts = []
    for member in CAST:
        before = stored.get(member.username)
        accounts.append(
            PersonaAccount(
                aws=aws,
                client=clients[member.pool],
                member=member,
                password=before.password if before else generate_password(PasswordPolicy()),
                totp_secret=before.totp_secret if before else "",
            )
        )
    return accounts


def _bring_back(
    settings: Settings, accounts: list[PersonaAccount], progress: ProgressCallback
) -> list[Persona]:
    with ThreadPoolExecutor(_THREADS) as threads:
        found = list(threads.map(PersonaAccount.find, accounts))
        # Saved first: a kill before the end must not lose a password that only Cognito would know.
        _save(settings, accounts)
        work = threads.map(restore, accounts, found)
        restored = []
        for number, (account, has_changed) in enumerate(work, start=1):
            restored.append(account)
            progress(
                StepEvent(
                    number=number,
                    total=len(accounts),
                    step=f"Test user {account.member.username}",
                    state=StepState.DONE if has_changed else StepState.UNCHANGED,
                )
            )
    return _save(settings, restored)


def _save(settings: Settings, accounts: list[PersonaAccount]) -> list[Persona]:
    """Write the personas file unless it already says the same, and return the personas."""
    personas = [
        Persona(
            password=account.password, totp_secret=account.totp_secret, **asdict(account.member)
        )
        for account in accounts
    ]
    if personas != load_personas(settings):
        save_personas(settings, personas)
    return personas


def _remove_strangers(aws: Aws, user_pool_id: str) -> None:
    """Delete the users and groups that users of the demo left in a pool of the local engine."""
    cast = {member.username for member in CAST}
    users = aws.pages(SERVICE, "list_users", UserPoolId=user_pool_id)
    strangers = [user["Username"] for user in users if user["Username"] not in cast]
    with ThreadPoolExecutor(_THREADS) as threads:
        list(
            threads.map(
                lambda name: aws.call(
                    SERVICE, "admin_delete_user", UserPoolId=user_pool_id, Username=name
                ),
                strangers,
            )
        )
    groups = aws.pages(SERVICE, "list_groups", UserPoolId=user_pool_id)
    for name in {group["GroupName"] for group in groups} - {ADMINS, STAFF}:
        aws.call(SERVICE, "delete_group", UserPoolId=user_pool_id, GroupName=name)
