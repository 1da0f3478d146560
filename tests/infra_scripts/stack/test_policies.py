"""Policies that mean the same compare equal, and those that do not, do not."""

import pytest

from infra_scripts.stack.policies import (
    Policy,
    canonical,
    lambda_trust_policy,
    own_logs_policy,
    sign_in_policy,
)

POOL = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"
LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/lab-user-sign-in"
OTHER_LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/lab-workbench"
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lab/*"}
WRITE = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::lab/*"}


def policy(*statements: Policy) -> Policy:
    return {"Version": "2012-10-17", "Statement": list(statements)}


@pytest.mark.parametrize(
    "other",
    [
        policy({**READ, "Action": ["s3:GetObject"]}),
        policy({**READ, "Resource": ["arn:aws:s3:::lab/*"]}),
        policy({**READ, "Action": "S3:getobject"}),
        policy({**READ, "Sid": "Named"}),
        {"Statement": READ, "Version": "2012-10-17"},
    ],
    ids=[
        "an action in a list",
        "a resource in a list",
        "an action in other case",
        "a statement with an id",
        "one statement without a list",
    ],
)
def test_these_mean_the_same(other: Policy) -> None:
    assert canonical(other) == canonical(policy(READ))


def test_text_means_the_same_as_the_document() -> None:
    text = (
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",'
        ' "Resource": "arn:aws:s3:::lab/*"}]}'
    )
    assert canonical(text) == canonical(policy(READ))


def test_the_order_of_statements_and_actions_means_nothing() -> None:
    both = {**READ, "Action": ["s3:PutObject", "s3:GetObject"]}
    turned = {**READ, "Action": ["s3:GetObject", "s3:PutObject"]}
    assert canonical(policy(READ, WRITE)) == canonical(policy(WRITE, READ))
    assert canonical(policy(both)) == canonical(policy(turned))


@pytest.mark.parametrize(
    "other",
    [
        policy(READ, WRITE),
        policy({**READ, "Effect": "Deny"}),
        policy({**READ, "Resource": "arn:aws:s3:::LAB/*"}),
        policy({**READ, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        {"Statement": [READ]},
    ],
    ids=[
        "one more statement",
        "another effect",
        "a resource in other case",
        "a condition",
        "the old policy language",
    ],
)
def test_these_do_not_mean_the_same(other: Policy) -> None:
    assert canonical(other) != canonical(policy(READ))


def test_the_sign_in_role_may_do_exactly_this() -> None:
    assert canonical(sign_in_policy(POOL, LOGS)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Action": [
                    "cognito-idp:admininitiateauth",
                    "cognito-idp:adminrespondtoauthchallenge",
                    "cognito-idp:describeuserpoolclient",
                ],
                "Effect": ["Allow"],
                "Resource": [POOL],
            },
            {
                "Action": ["logs:createlogstream", "logs:putlogevents"],
                "Effect": ["Allow"],
                "Resource": [f"{LOGS}:*"],
            },
        ],
    }


def test_the_other_role_may_write_its_own_log_and_nothing_else() -> None:
    statements = own_logs_policy(LOGS)["Statement"]
    assert [statement["Resource"] for statement in statements] == [[f"{LOGS}:*"]]
    assert statements[0]["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]


def test_a_role_that_is_lent_may_write_the_other_functions_log_too() -> None:
    (statement,) = own_logs_policy(LOGS, OTHER_LOGS)["Statement"]
    assert statement["Resource"] == [f"{LOGS}:*", f"{OTHER_LOGS}:*"]
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]


def test_only_lambda_may_assume_a_role() -> None:
    (statement,) = lambda_trust_policy()["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert statement["Action"] == "sts:AssumeRole"
