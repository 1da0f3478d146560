"""The IAM role by which Cognito's import job writes its log.

https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-cli-cloudwatch-iam-role.html
"""

import json
from typing import Any

from services.cloud.aws import Aws
from services.errors import ResourceNotFound

ROLE_NAME = "authorizer-lab-user-import"
_POLICY_NAME = "write-import-log"
_ACTIONS = ("CreateLogGroup", "CreateLogStream", "DescribeLogStreams", "PutLogEvents")


def make_log_role(aws: Aws) -> str:
    """Make the role where there is none, give it its policy, and return its ARN."""
    arn = _role_arn(aws)
    _, partition, *_ = arn.split(":")
    account = aws.account_id()
    policy = log_policy(partition=partition, region=aws.region, account=account)
    aws.call(
        "iam",
        "put_role_policy",
        RoleName=ROLE_NAME,
        PolicyName=_POLICY_NAME,
        PolicyDocument=json.dumps(policy),
    )
    return arn


def trust_policy() -> dict[str, Any]:
    """Return who may take the role: Cognito alone."""
    return _document(
        {
            "Effect": "Allow",
            "Principal": {"Service": "cognito-idp.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    )


def log_policy(*, partition: str, region: str, account: str) -> dict[str, Any]:
    """Return what the role may do: write the logs of user pools."""
    return _document(
        {
            "Effect": "Allow",
            "Action": [f"logs:{action}" for action in _ACTIONS],
            "Resource": [f"arn:{partition}:logs:{region}:{account}:log-group:/aws/cognito/*"],
        }
    )


def _document(statement: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [statement]}


def _role_arn(aws: Aws) -> str:
    try:
        answer = aws.call("iam", "get_role", RoleName=ROLE_NAME)
    except ResourceNotFound:
        trust = json.dumps(trust_policy())
        answer = aws.call("iam", "create_role", RoleName=ROLE_NAME, AssumeRolePolicyDocument=trust)
    return str(answer["Role"]["Arn"])
