"""The record of one user as Cognito answers it, as JSON; no password is ever in it."""

import json

from services.cloud.aws import Aws

_OF_THE_CALL = "ResponseMetadata"


def read_record(aws: Aws, user_pool_id: str, username: str) -> str:
    """Return the answer of AdminGetUser, times in ISO 8601; raises AwsErrors.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
    """
    answer = aws.call("cognito-idp", "admin_get_user", UserPoolId=user_pool_id, Username=username)
    record = {name: value for name, value in answer.items() if name != _OF_THE_CALL}
    return json.dumps(record, indent=2, ensure_ascii=False, default=lambda time: time.isoformat())
