"""No secret reaches a record: by botocore's model, and by names where the model says nothing."""

import json
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import Session

from services.cloud.masking import masked
from services.cloud.recorded_call import SourceArchive
from services.cloud.service_models import operation_model

CANARY = "Canary-7f3a"
COGNITO = "cognito-idp"
SECRET_SHAPES = {
    "ClientSecretType",
    "PasswordType",
    "SecretCodeType",
    "SecretHashType",
    "SessionType",
    "SoftwareTokenMFAUserCodeType",
    "TokenModelType",
    "ConfirmationCodeType",
}


def shown(service: str, operation: str, **parameters: Any) -> dict[str, Any]:
    return masked(parameters, operation_model(service, operation).input_shape)


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "expected"),
    [
        pytest.param(
            COGNITO,
            "admin_set_user_password",
            {"UserPoolId": "us-east-1_x", "Username": "test-user", "Password": CANARY},
            {
                "UserPoolId": "us-east-1_x",
                "Username": "test-user",
                "Password": "<secret TEST_USER_PASSWORD>",
            },
            id="a password is the variable of its user",
        ),
        pytest.param(
            COGNITO,
            "admin_initiate_auth",
            {
                "ClientId": "abc",
                "AuthParameters": {"USERNAME": "ana", "PASSWORD": CANARY, "SECRET_HASH": CANARY},
            },
            {
                "ClientId": "abc",
                "AuthParameters": {
                    "USERNAME": "ana",
                    "PASSWORD": "<secret ANA_PASSWORD>",
                    "SECRET_HASH": "<secret ANA_SECRET_HASH>",
                },
            },
            id="password and secret hash of a sign-in",
        ),
        pytest.param(
            COGNITO,
            "admin_respond_to_auth_challenge",
            {"ChallengeResponses": {"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": CANARY}},
            {
                "ChallengeResponses": {
                    "USERNAME": "ana",
                    "SOFTWARE_TOKEN_MFA_CODE": "<secret ANA_SOFTWARE_TOKEN_MFA_CODE>",
                }
            },
            id="a code that answers a challenge",
        ),
        pytest.param(
            COGNITO,
            "admin_create_user",
            {
                "Username": "ana",
                "UserAttributes": [
                    {"Name": "email", "Value": CANARY},
                    {"Name": "email_verified", "Value": "true"},
                ],
            },
            {
                "Username": "ana",
                "UserAttributes": [
                    {"Name": "email", "Value": "<secret ANA_EMAIL>"},
                    {"Name": "email_verified", "Value": "true"},
                ],
            },
            id="what a user's attribute says, but for whether it was verified",
        ),
        pytest.param(
            COGNITO,
            "create_user_pool_client",
            {"GenerateSecret": True, "TokenValidityUnits": {"IdToken": "minutes"}},
            {"GenerateSecret": True, "TokenValidityUnits": {"IdToken": "minutes"}},
            id="a unit of time and a flag are no secrets, whatever they are called",
        ),
        pytest.param(
            "apigateway",
            "create_api_key",
            {"name": "lab", "value": CANARY},
            {"name": "lab", "value": "<secret VALUE>"},
            id="the value of an API key, which the model calls a string",
        ),
        pytest.param(
            "lambda",
            "create_function",
            {
                "Code": {"ZipFile": SourceArchive.of(b"Canary-7f3a", "infra_scripts/lambdas/x")},
                "Environment": {"Variables": {"USER_POOL_ID": "us-east-1_x", "DB": CANARY}},
            },
            {
                "Code": {"ZipFile": "<contents of infra_scripts/lambdas/x>"},
                "Environment": {"Variables": {"USER_POOL_ID": "us-east-1_x", "DB": "<secret DB>"}},
            },
            id="a function's code, and its variables but for known ids",
        ),
        pytest.param(
            "lambda",
            "update_function_code",
            {"ZipFile": b"Canary-7f3a"},
            {"ZipFile": "<contents of ZipFile>"},
            id="bytes that come from nowhere known",
        ),
        pytest.param(
            COGNITO,
            "admin_get_user",
            {"Username": {"oops": CANARY}, "Unheard": CANARY},
            {"Username": "<secret USERNAME>", "Unheard": "<secret UNHEARD>"},
            id="what does not fit the model",
        ),
    ],
)
def test_secrets_become_marks_and_the_rest_stays(
    service: str, operation: str, parameters: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert shown(service, operation, **parameters) == expected


def secret_members() -> list[tuple[str, str]]:
    model = Session().get_service_model(COGNITO)
    return [
        (xform_name(name), member)
        for name in model.operation_names
        for member, shape in (model.operation_model(name).input_shape or model).members.items()
        if shape.name in SECRET_SHAPES
    ]


def test_every_secret_that_an_operation_of_cognito_takes_is_masked() -> None:
    members = secret_members()
    assert len(members) > 40
    leaks = [
        (operation, member)
        for operation, member in members
        if CANARY in json.dumps(shown(COGNITO, operation, **{member: CANARY}))
    ]
    assert leaks == []
