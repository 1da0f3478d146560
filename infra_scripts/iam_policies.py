"""The lab's IAM policies, and the form in which two policies compare; calls nothing."""

import json
from collections.abc import Mapping
from typing import Any

Policy = Mapping[str, Any]
_VERSION = "2012-10-17"


def lambda_trust_policy() -> Policy:
    """Let AWS Lambda, and nobody else, assume the role."""
    return _policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    )


def own_logs_policy(log_group_arn: str) -> Policy:
    """Allow writing to one log group; without CreateLogGroup, `down` leaves none behind."""
    return _policy(_own_logs(log_group_arn))


def sign_in_policy(user_pool_arn: str, log_group_arn: str) -> Policy:
    """Allow what the sign-in function does on its one pool.

    An app client is not a resource type in IAM: the pool is as narrow as it gets
    (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html).
    """
    return _policy(
        {
            "Effect": "Allow",
            "Action": [
                "cognito-idp:AdminInitiateAuth",
                "cognito-idp:AdminRespondToAuthChallenge",
                "cognito-idp:DescribeUserPoolClient",
            ],
            "Resource": user_pool_arn,
        },
        _own_logs(log_group_arn),
    )


def canonical(policy: Policy | str) -> Any:
    """Return a policy in the form in which two that mean the same are equal.

    A single value equals a list of one and the order of lists means nothing; action names ignore
    case; statement ids say nothing about what is allowed
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
    """
    document = json.loads(policy) if isinstance(policy, str) else policy
    statements = document.get("Statement", [])
    if isinstance(statements, Mapping):
        statements = [statements]
    normal = [_canonical_statement(statement) for statement in statements]
    return {
        "Version": document.get("Version", "2008-10-17"),
        "Statement": sorted(normal, key=lambda statement: json.dumps(statement, sort_keys=True)),
    }


def _policy(*statements: Policy) -> Policy:
    return {"Version": _VERSION, "Statement": list(statements)}


def _own_logs(log_group_arn: str) -> Policy:
    return {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": f"{log_group_arn}:*",
    }


def _canonical_statement(statement: Policy) -> dict[str, Any]:
    normal = {key: _canonical_value(value) for key, value in statement.items() if key != "Sid"}
    for key in ("Action", "NotAction"):
        if key in normal:
            normal[key] = sorted({action.lower() for action in normal[key]})
    return normal


def _canonical_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _canonical_value(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return sorted({str(item) for item in value})
    return [str(value)]
