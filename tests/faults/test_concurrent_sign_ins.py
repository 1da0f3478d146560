"""Sign-ins side by side, twenty at once: nobody is given what belongs to another user."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra_scripts import operations
from infra_scripts.local_engine.process import engine_session
from services.api.sign_in import Refused, SignedIn
from services.cloud.aws import Aws
from services.lab import Lab, open_lab
from services.settings import Settings
from services.tokens.decode import decode_unverified
from services.users.new_user import NewUser

pytestmark = [pytest.mark.engine, pytest.mark.slow]
USERS, ROUNDS = 10, 12


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    settings = Settings(home=tmp_path_factory.mktemp("sign-ins") / "home")
    with engine_session(settings) as engine:
        aws = Aws(settings, engine.endpoint_url)
        operations.up(aws)
        lab = open_lab(settings, aws=aws)
        for number in range(USERS):
            lab.directory.create(
                NewUser(username=name(number), password=password(number), permanent=True)
            )
        yield lab


def name(number: int) -> str:
    return f"user-{number}"


def password(number: int) -> str:
    return f"Right-password-{number}"


def test_each_answer_belongs_to_its_user(lab: Lab) -> None:
    def sign_in(number: int) -> tuple[int, str]:
        """Sign in, every third time with the password of the next user."""
        user, is_wrong = number % USERS, number % 3 == 0
        outcome = lab.sign_in.sign_in(
            name(user), password((user + 1) % USERS if is_wrong else user)
        )
        if isinstance(outcome, Refused):
            return number, "refused"
        assert isinstance(outcome, SignedIn), outcome
        seen = {
            str(decode_unverified(token).payload.get(claim))
            for token, claim in (
                (outcome.tokens.id_token, "cognito:username"),
                (outcome.tokens.access_token, "username"),
            )
        }
        return number, " and ".join(seen)

    with ThreadPoolExecutor(20) as threads:
        answers = dict(threads.map(sign_in, range(USERS * ROUNDS)))

    assert answers == {
        number: "refused" if number % 3 == 0 else name(number % USERS)
        for number in range(USERS * ROUNDS)
    }
