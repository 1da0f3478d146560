import importlib.util
from types import ModuleType

import pytest

from pages._ui.sign_in.refusal_words import refusal_words
from services.api.sign_in import Refused
from services.home.personas import Persona, PersonaPool
from services.traffic.exchange import Exchange
from tests.architecture.source_tree import ROOT

EXCHANGE = Exchange(
    id="1",
    label="Sign in",
    started_at=0.0,
    duration_ms=1.0,
    method="POST",
    url="http://127.0.0.1/user-sign-in",
    request_headers=(),
    status=401,
)
INCORRECT = "The username or password is incorrect"


def refused(message: str, code: str = "10023") -> Refused:
    return Refused(code=code, message=message, exchange=EXCHANGE)


@pytest.mark.parametrize(
    ("message", "next_step"),
    [
        # On AWS the pool ignores the case of usernames, so nothing is said about it.
        (INCORRECT, "Check the spelling of both, or choose a test user."),
        ("User is not confirmed", "An admin can confirm the user"),
        ("A password reset is required before signing in", "sets a new password with the code"),
        ("The code is incorrect", "enter the one shown now"),
        ("The code has expired or was already used: wait for the next one", "Wait for the next"),
        ("The new password does not meet the password policy", "meets every line of the policy"),
        ("The new password was used before: choose another", "never had"),
        ("The sign-in session is invalid, expired or already used: sign in again", "Start over"),
        ("The refresh token is invalid, expired or revoked, or belongs", "Sign in again"),
        ("Too many failed attempts: wait a while, then try again", "Wait, then sign in"),
        ("password is required", "Fill in every field"),
        ("The temporary password has expired: an administrator has to set", "An admin sets"),
        ("The refresh token was already exchanged for a newer one", "Sign in again"),
        ("Cognito does not accept a value of this request", "Correct the value"),
    ],
)
def test_every_refusal_of_the_contract_has_a_next_step(message: str, next_step: str) -> None:
    assert next_step in refusal_words(refused(message), None).next_step


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("10022", "does not accept a value"),
        ("10025", "could not complete the request"),
        ("", "not one of the sign-in API's own"),
    ],
)
def test_another_refusal_is_explained_by_its_code(code: str, part: str) -> None:
    assert part in refusal_words(refused("Something else", code), None).meaning


def persona(*, enabled: bool = True, pool: PersonaPool = PersonaPool.LAB) -> Persona:
    return Persona(
        username="dana",
        password="x",
        status="CONFIRMED",
        enabled=enabled,
        pool=pool,
        story="Dana.",
    )


def test_a_disabled_persona_is_told_what_the_answer_hides() -> None:
    words = refusal_words(refused(INCORRECT), persona(enabled=False))
    assert words.meaning.startswith("The password may be right: this user is disabled.")


def test_a_persona_of_the_other_pool_is_told_so() -> None:
    words = refusal_words(refused(INCORRECT), persona(pool=PersonaPool.OTHER))
    assert words.meaning.startswith("This user belongs to another user pool")


def test_an_ordinary_persona_hears_what_brings_its_own_password_back() -> None:
    words = refusal_words(refused(INCORRECT), persona())
    assert "Reset on the Overview" in words.next_step


def test_a_persona_that_is_not_confirmed_hears_only_that() -> None:
    unconfirmed = refused("User is not confirmed")
    assert refusal_words(unconfirmed, persona()) == refusal_words(unconfirmed, None)


@pytest.fixture(scope="module")
def outcomes() -> ModuleType:
    """The function's own table: it imports nothing of ours, and nothing of ours imports it."""
    path = ROOT / "infra_scripts" / "lambdas" / "user_sign_in" / "outcomes.py"
    spec = importlib.util.spec_from_file_location("outcomes_of_the_function", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exceptions_for(message: str) -> tuple[str, ...]:
    return refusal_words(refused(message), None).exceptions


def test_each_exception_of_cognito_stands_beside_the_answer_the_function_gives_to_it(
    outcomes: ModuleType,
) -> None:
    answers = {code: answer.message for code, answer in outcomes.BY_ERROR_CODE.items()}
    assert len(answers) == 9
    assert {code for code, said in answers.items() if code not in exceptions_for(said)} == set()


def test_the_answers_that_share_an_exception_name_it(outcomes: ModuleType) -> None:
    shared = [answer.message for answer in outcomes.NOT_AUTHORIZED.values()]
    for said in shared:
        assert {"NotAuthorizedException", "UserNotFoundException"} <= set(exceptions_for(said))
    for answer in (outcomes.TOO_MANY_ATTEMPTS, outcomes.TEMPORARY_PASSWORD_EXPIRED):
        assert "NotAuthorizedException" in exceptions_for(answer.message)


def test_what_the_function_refuses_itself_names_no_exception() -> None:
    assert exceptions_for("password is required") == ()


def test_one_text_for_three_cases_says_what_it_hides_and_where_it_stands() -> None:
    words = refusal_words(refused(INCORRECT), persona())
    assert words.hidden == "Which of the three it was. The function's log line names the exception."
