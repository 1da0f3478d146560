"""Running revocation races on a persona that is always put back afterwards.

A run that was killed leaves the persona as the action made it. The next race begins by putting it
right, and so do `seed`, `reset` and, on the local engine, the next start of the demo.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from infra_scripts.personas.account import PersonaAccount
from infra_scripts.personas.cast import CAST
from infra_scripts.personas.state import restore
from services.errors import AwsError
from services.home.personas import Persona
from services.lab import Lab
from services.progress import ProgressCallback, StepEvent, StepState, ignore_progress
from services.revocation.actions import RevocationAction
from services.revocation.race import Race, run_race, suitable_persona
from services.users.app_client import read_app_client


def race_in_turn(
    lab: Lab,
    actions: Sequence[RevocationAction],
    keep: Callable[[Race], None],
    progress: ProgressCallback = ignore_progress,
) -> None:
    """Run a race for each action, and hand each to `keep` once its persona is back.

    Raises, on AWS and before anything is changed, UserExists when the persona's name belongs to a
    user this lab did not make.
    """

    def tell(number: int, state: StepState) -> None:
        step = actions[number - 1].title
        progress(StepEvent(number=number, total=len(actions), step=step, state=state))

    for number, action in enumerate(actions, start=1):
        tell(number, StepState.STARTED)
        with borrowed_persona(lab) as persona:
            race = run_race(lab, action, persona)
        keep(race)
        tell(number, StepState.DONE)


@contextmanager
def borrowed_persona(lab: Lab) -> Iterator[Persona]:
    """Lend a persona in its known state, and always bring it back to that state."""
    persona = suitable_persona(lab.personas())
    account = _account(lab, persona)
    restore(account, account.find())
    try:
        yield persona
    finally:
        _put_back(account)


def _account(lab: Lab, persona: Persona) -> PersonaAccount:
    outputs = lab.outputs
    return PersonaAccount(
        aws=lab.aws,
        client=read_app_client(lab.aws, outputs.user_pool_id, outputs.app_client_id),
        member=next(member for member in CAST if member.username == persona.username),
        password=persona.password,
    )


def _put_back(account: PersonaAccount) -> None:
    try:
        restore(account, account.find())
    except AwsError as error:
        raise type(error)(
            f"{account.member.username} could not be put back: {error.message}",
            hint="Run `python -m infra_scripts seed`, which puts the test users right.",
            code=error.code,
            operation=error.operation,
            http_status=error.http_status,
        ) from error
