"""Causes of signing in, each caused for real on the local engine; the first cause is right.

Where the engine differs from AWS the test says so and uses the
literal answer that AWS is known to give.
"""

import json

import pytest

from infra_scripts.stack.provisioner import Provisioner
from services.api.sign_in import ChallengeRequired
from services.doctor.symptom import Symptom
from services.traffic.exchange import Exchange
from tests.engine.cloud import PASSWORD, Cloud, Pool, secret_hash
from tests.services.doctor.practice import (
    PASSWORD as USERS_PASSWORD,
)
from tests.services.doctor.practice import Practice, first_of_paste, refused

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def pool(cloud: Cloud) -> Pool:
    pool = cloud.new_pool(UsernameAttributes=["email"])
    pool.new_user("ana@example.com", email="ana@example.com")
    return pool


def test_the_functions_role_may_not_sign_in(practice: Practice) -> None:
    lab = practice.lab
    role = lab.outputs.resource_id("sign_in_role")
    names = lab.aws.call("iam", "list_role_policies", RoleName=role)["PolicyNames"]
    for name in names:
        lab.aws.call("iam", "delete_role_policy", RoleName=role, PolicyName=name)
    call = _sign_in(practice, "nobody")
    Provisioner(lab.aws, lab.settings).apply()
    assert call.status == 502
    first = practice.first(call)
    assert first.id == "role-lacks-action"
    assert "Its log line names the error" in first.because[0]


def test_the_functions_log_line_names_it() -> None:
    """The line is the sign-in function's own, as its log group shows it."""
    line = '{"outcome": "10025", "http_status": 502, "error": "AccessDeniedException"}'
    assert first_of_paste(line).id == "role-lacks-action"


def test_no_secret_hash(pool: Pool) -> None:
    client = pool.new_client(GenerateSecret=True)
    error = refused(lambda: pool.sign_in(client["ClientId"], "ana@example.com"))
    assert "SECRET_HASH was not received" in error
    assert first_of_paste(error).id == "secret-hash"


def test_a_wrong_secret_hash(pool: Pool) -> None:
    client = pool.new_client(GenerateSecret=True)
    wrong = {"ClientId": client["ClientId"], "ClientSecret": "another"}
    error = refused(lambda: _initiate(pool, client, "ana@example.com", wrong))
    assert "Unable to verify secret hash" in error
    assert first_of_paste(error).id == "secret-hash"


def test_a_refresh_with_the_aliass_hash(pool: Pool) -> None:
    client = pool.new_client(GenerateSecret=True)
    tokens = _initiate(pool, client, "ana@example.com", client)["AuthenticationResult"]
    parameters = {
        "REFRESH_TOKEN": tokens["RefreshToken"],
        "USERNAME": "ana@example.com",
        "SECRET_HASH": secret_hash("ana@example.com", client),
    }
    error = refused(
        lambda: pool.cognito.admin_initiate_auth(
            UserPoolId=pool.pool_id,
            ClientId=client["ClientId"],
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters=parameters,
        )
    )
    asked = {"AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": parameters}
    first = first_of_paste(error, Symptom(request_body=json.dumps(asked)))
    assert first.id == "hash-over-the-wrong-name"
    assert first.because[1] == "The request names the user by the alias ana@example.com."
    assert parameters["SECRET_HASH"] not in " ".join(first.because)


def _initiate(
    pool: Pool, client: dict[str, str], username: str, hashed_with: dict[str, str]
) -> dict[str, dict[str, str]]:
    answer: dict[str, dict[str, str]] = pool.cognito.admin_initiate_auth(
        UserPoolId=pool.pool_id,
        ClientId=client["ClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={
            "USERNAME": username,
            "PASSWORD": PASSWORD,
            "SECRET_HASH": secret_hash(username, hashed_with),
        },
    )
    return answer


def test_the_flow_is_not_enabled(pool: Pool) -> None:
    client = pool.new_client(ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"])
    error = refused(lambda: pool.sign_in(client["ClientId"], "ana@example.com"))
    assert first_of_paste(error).id == "flow-not-enabled"


def test_the_wrong_api_for_a_flow() -> None:
    """The engine words it otherwise, so this is AWS's text."""
    error = {
        "__type": "InvalidParameterException",
        "message": "Initiate Auth method not supported.",
    }
    assert first_of_paste(json.dumps(error)).id == "flow-not-enabled"


def test_the_first_sign_in_asks_for_a_new_password(practice: Practice) -> None:
    practice.new_user("new", permanent=False)
    outcome = practice.lab.sign_in.sign_in("new", USERS_PASSWORD)
    assert isinstance(outcome, ChallengeRequired)
    assert practice.first(outcome.exchange).id == "new-password-required"


def test_in_cognitos_own_words(pool: Pool) -> None:
    pool.new_user("new@example.com", permanent=False, email="new@example.com")
    answer = pool.sign_in(pool.new_client()["ClientId"], "new@example.com")
    answer.pop("ResponseMetadata")
    assert first_of_paste(json.dumps(answer)).id == "new-password-required"


def test_an_expired_temporary_password() -> None:
    """The engine's never expire, so the text is AWS's, literally."""
    error = {
        "__type": "NotAuthorizedException",
        "message": "Temporary password has expired and must be reset by an administrator.",
    }
    first = first_of_paste(json.dumps(error))
    assert first.id == "temporary-password-expired"


def test_at_the_sign_in_api_which_has_one_text_for_both() -> None:
    answer = (
        'HTTP/1.1 401\n\n{"status":"failure","code":"10023","data":{},'
        '"message":"The username or password is incorrect"}'
    )
    first = first_of_paste(answer, Symptom(user_status="FORCE_CHANGE_PASSWORD"))
    assert first.id == "temporary-password-expired"


def test_no_verified_address_to_reset_with() -> None:
    """The engine resets without asking; the text is that of the reports (issue 678)."""
    error = (
        "An error occurred (InvalidParameterException) when calling the ForgotPassword operation: "
        "Cannot reset password for the user as there is no registered/verified email or "
        "phone_number"
    )
    assert first_of_paste(error).id == "email-not-verified"


def test_the_answer_tells_that_a_user_does_not_exist(pool: Pool) -> None:
    client = pool.new_client(PreventUserExistenceErrors="LEGACY")
    error = refused(lambda: pool.sign_in(client["ClientId"], "nobody@example.com"))
    assert first_of_paste(error).id == "user-enumeration"


def test_a_client_that_prevents_it_tells_nothing(pool: Pool) -> None:
    client = pool.new_client(PreventUserExistenceErrors="ENABLED")
    error = refused(lambda: pool.sign_in(client["ClientId"], "nobody@example.com"))
    assert first_of_paste(error).id == "wrong-password"


def test_locked_after_too_many_attempts() -> None:
    """The engine never locks, so the answer is AWS's, literally."""
    error = {"__type": "NotAuthorizedException", "message": "Password attempts exceeded"}
    first = first_of_paste(json.dumps(error))
    assert first.id == "locked-out"
    assert "2^(n-5) seconds" in first.cause.fix


def _sign_in(practice: Practice, username: str) -> Exchange:
    return practice.lab.sign_in.sign_in(username, "Wrong-Password-1").exchange
