"""Recorded calls as tests write them down."""

from typing import Any

from services.cloud.recorded_call import RecordedCall


def recorded_call(
    service: str,
    operation: str,
    parameters: dict[str, Any],
    answer_ids: dict[str, str] | None = None,
    error_code: str = "",
) -> RecordedCall:
    return RecordedCall(
        service=service,
        operation=operation,
        parameters=parameters,
        answer_ids=answer_ids or {},
        source=None,
        error_code=error_code,
    )


POOL = recorded_call(
    "cognito-idp",
    "create_user_pool",
    {"PoolName": "lab", "UsernameConfiguration": {"CaseSensitive": False}},
    {"UserPool.Id": "us-east-1_AbCdEf", "UserPool.Arn": "arn:aws:c:::userpool/us-east-1_AbCdEf"},
)
PASSWORD = recorded_call(
    "cognito-idp",
    "admin_set_user_password",
    {
        "UserPoolId": "us-east-1_AbCdEf",
        "Username": "test-user",
        "Password": "<secret TEST_USER_PASSWORD>",
        "Permanent": True,
    },
)
FUNCTION = recorded_call(
    "lambda",
    "create_function",
    {
        "FunctionName": "lab-my-api",
        "Code": {"ZipFile": "<contents of infra_scripts/lambdas/my_api>"},
        "Environment": {"Variables": {"POOL_ARN": "arn:aws:c:::userpool/us-east-1_AbCdEf"}},
    },
    {"FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:lab-my-api"},
)
