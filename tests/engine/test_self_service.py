"""Self-service on the engine: codes of their own, verified addresses, refusals of a reset."""

import re

import pytest
import requests
from botocore.exceptions import ClientError

from tests.engine.cloud import PASSWORD, Cloud, Pool

pytestmark = pytest.mark.engine


@pytest.fixture
def pool(cloud: Cloud) -> Pool:
    return cloud.new_pool(AutoVerifiedAttributes=["email"])


@pytest.fixture
def client_id(pool: Pool) -> str:
    created = pool.cognito.create_user_pool_client(
        UserPoolId=pool.pool_id,
        ClientName="self-service",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    return str(created["UserPoolClient"]["ClientId"])


def mailed_codes(cloud: Cloud, address: str) -> list[str]:
    """Return the codes sent to this address, the oldest first."""
    boxes = requests.get(f"{cloud.endpoint_url}/_ministack/ses/messages", timeout=60).json()
    mails = [mail for box in boxes["messages"].values() for mail in box if mail["To"] == [address]]
    found = [re.search(r"\d{6}", mail["BodyText"]) for mail in mails]
    return [match[0] for match in found if match]


def sign_up(pool: Pool, client_id: str, name: str) -> None:
    pool.cognito.sign_up(
        ClientId=client_id,
        Username=name,
        Password=PASSWORD,
        UserAttributes=[{"Name": "email", "Value": f"{name}@example.com"}],
    )


def is_verified(pool: Pool, name: str) -> bool:
    found = pool.cognito.admin_get_user(UserPoolId=pool.pool_id, Username=name)
    return {"Name": "email_verified", "Value": "true"} in found["UserAttributes"]


def access_token(pool: Pool, client_id: str, name: str) -> str:
    answer = pool.cognito.admin_initiate_auth(
        UserPoolId=pool.pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD},
    )
    return str(answer["AuthenticationResult"]["AccessToken"])


def refused_with(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def test_each_mail_has_a_code_of_its_own_and_only_the_newest_counts(
    cloud: Cloud, pool: Pool, client_id: str
) -> None:
    sign_up(pool, client_id, "ann")
    codes = mailed_codes(cloud, "ann@example.com")
    while len(set(codes)) < 2:  # one in a million repeats the code before
        pool.cognito.resend_confirmation_code(ClientId=client_id, Username="ann")
        codes = mailed_codes(cloud, "ann@example.com")
    with pytest.raises(ClientError) as error:
        pool.cognito.confirm_sign_up(
            ClientId=client_id,
            Username="ann",
            ConfirmationCode=next(code for code in codes if code != codes[-1]),
        )
    assert refused_with(error) == "CodeMismatchException"
    pool.cognito.confirm_sign_up(ClientId=client_id, Username="ann", ConfirmationCode=codes[-1])
    assert is_verified(pool, "ann")


def test_no_code_is_sent_for_a_reset_to_an_address_that_is_not_verified(
    cloud: Cloud, pool: Pool, client_id: str
) -> None:
    sign_up(pool, client_id, "ben")
    pool.cognito.admin_confirm_sign_up(UserPoolId=pool.pool_id, Username="ben")
    with pytest.raises(ClientError, match="no registered/verified email") as error:
        pool.cognito.forgot_password(ClientId=client_id, Username="ben")
    assert refused_with(error) == "InvalidParameterException"
    assert len(mailed_codes(cloud, "ben@example.com")) == 1, "that of the sign-up"


def test_an_invited_user_has_no_password_to_forget(pool: Pool, client_id: str) -> None:
    pool.new_user("cleo", permanent=False, email="cleo@example.com", email_verified="true")
    with pytest.raises(ClientError, match="cannot be reset in the current state") as error:
        pool.cognito.forgot_password(ClientId=client_id, Username="cleo")
    assert refused_with(error) == "NotAuthorizedException"


def test_a_signed_in_user_verifies_the_address_with_the_code(
    cloud: Cloud, pool: Pool, client_id: str
) -> None:
    pool.new_user("dora", email="dora@example.com")
    token = access_token(pool, client_id, "dora")
    with pytest.raises(ClientError) as error:
        pool.cognito.verify_user_attribute(AccessToken=token, AttributeName="email", Code="123456")
    assert refused_with(error) == "ExpiredCodeException", "none was sent"
    pool.cognito.get_user_attribute_verification_code(AccessToken=token, AttributeName="email")
    code = mailed_codes(cloud, "dora@example.com")[-1]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    with pytest.raises(ClientError) as error:
        pool.cognito.verify_user_attribute(AccessToken=token, AttributeName="email", Code=wrong)
    assert refused_with(error) == "CodeMismatchException"
    assert not is_verified(pool, "dora")
    pool.cognito.verify_user_attribute(AccessToken=token, AttributeName="email", Code=code)
    assert is_verified(pool, "dora")


@pytest.mark.parametrize("token", ["a.b.c", "x"])
def test_the_two_operations_want_a_token_of_the_pool(pool: Pool, token: str) -> None:
    with pytest.raises(ClientError) as error:
        pool.cognito.get_user_attribute_verification_code(AccessToken=token, AttributeName="email")
    assert refused_with(error) == "NotAuthorizedException"
    with pytest.raises(ClientError) as error:
        pool.cognito.verify_user_attribute(AccessToken=token, AttributeName="email", Code="000000")
    assert refused_with(error) == "NotAuthorizedException"
