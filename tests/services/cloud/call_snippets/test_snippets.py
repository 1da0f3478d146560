"""Recorded calls as AWS CLI commands, boto3 code and JSON: exact texts."""

import ast
import json
import shutil
import subprocess
from typing import Any

import pytest

from services.cloud.call_snippets.aws_cli import aws_cli_commands
from services.cloud.call_snippets.boto3_code import boto3_statements
from services.cloud.call_snippets.contents import needed_files, needed_secrets
from services.cloud.call_snippets.json_parameters import json_parameters
from tests.services.cloud.recorded_calls import FUNCTION, PASSWORD, POOL, recorded_call

ALL = (POOL, PASSWORD, FUNCTION)


def test_ids_travel_in_shell_variables_and_secrets_are_set_by_the_reader() -> None:
    commands = r"""
ANSWER=$(aws cognito-idp create-user-pool \
  --pool-name lab \
  --username-configuration '{"CaseSensitive": false}' \
  --query '[UserPool.Id, UserPool.Arn]' --output text)
USER_POOL_ID=$(printf '%s' "$ANSWER" | cut -f1)
USER_POOL_ARN=$(printf '%s' "$ANSWER" | cut -f2)
aws cognito-idp admin-set-user-password \
  --user-pool-id "$USER_POOL_ID" \
  --username test-user \
  --password "$TEST_USER_PASSWORD" \
  --permanent
FUNCTION_ARN=$(aws lambda create-function \
  --function-name lab-my-api \
  --environment '{"Variables": {"POOL_ARN": "'"$USER_POOL_ARN"'"}}' \
  --zip-file fileb://my_api.zip \
  --query FunctionArn --output text)
"""
    assert "\n".join(aws_cli_commands(ALL)) == commands.strip()


def test_the_same_as_boto3_code() -> None:
    code = """\
answer = boto3.client("cognito-idp").create_user_pool(
    PoolName="lab",
    UsernameConfiguration={"CaseSensitive": False},
)
user_pool_id = answer["UserPool"]["Id"]
user_pool_arn = answer["UserPool"]["Arn"]
boto3.client("cognito-idp").admin_set_user_password(
    UserPoolId=user_pool_id,
    Username="test-user",
    Password=os.environ["TEST_USER_PASSWORD"],
    Permanent=True,
)
answer = boto3.client("lambda").create_function(
    FunctionName="lab-my-api",
    Code={"ZipFile": Path("my_api.zip").read_bytes()},
    Environment={"Variables": {"POOL_ARN": user_pool_arn}},
)
function_arn = answer["FunctionArn"]"""
    assert "\n".join(boto3_statements(ALL)) == code


def test_the_parameters_as_json_hold_no_secret() -> None:
    assert json.loads(json_parameters(PASSWORD)) == {
        "UserPoolId": "us-east-1_AbCdEf",
        "Username": "test-user",
        "Password": "$TEST_USER_PASSWORD",
        "Permanent": True,
    }


def test_what_the_reader_needs_first_is_named() -> None:
    assert needed_secrets(ALL) == ["TEST_USER_PASSWORD"]
    assert needed_files(ALL) == {"my_api.zip": "infra_scripts/lambdas/my_api"}


def test_a_later_step_uses_the_variables_of_the_steps_before() -> None:
    [before] = aws_cli_commands([POOL])
    [command] = aws_cli_commands([PASSWORD], earlier=[POOL])
    assert "USER_POOL_ID=$(" in before
    assert '--user-pool-id "$USER_POOL_ID"' in command


def test_reads_and_refused_calls_are_left_out_but_for_the_ids_that_a_write_needs() -> None:
    calls = [
        recorded_call("sts", "get_caller_identity", {}, {"Account": "123456789012"}),
        recorded_call("cognito-idp", "list_groups", {"UserPoolId": "us-east-1_AbCdEf"}),
        recorded_call("iam", "create_role", {"RoleName": "a"}, error_code="Throttling"),
        recorded_call(
            "lambda", "add_permission", {"SourceArn": "arn:aws:execute-api:x:123456789012:*"}
        ),
    ]
    assert aws_cli_commands(calls) == [
        "ACCOUNT_ID=$(aws sts get-caller-identity \\\n  --query Account --output text)",
        "aws lambda add-permission \\\n  --source-arn arn:aws:execute-api:x:\"$ACCOUNT_ID\"':*'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{'a': \"b\"}",
        "it's",
        '$(id) `id` "x"',
        "two\nlines",
        "-starts",
        "$HOME",
        "back\\slash",
        "ü * ? ~",
    ],
)
def test_shell_and_python_take_every_text_as_it_is(text: str) -> None:
    call = recorded_call("iam", "create_role", {"Description": text})
    [command] = aws_cli_commands([call])
    shell = shutil.which("sh")
    assert shell
    script = f"aws() {{ for last; do :; done; printf '%s' \"$last\"; }}\n{command}\n"
    printed = subprocess.run([shell, "-c", script], capture_output=True, text=True, check=True)
    assert printed.stdout.removeprefix("--description=") == text
    [statement] = boto3_statements([call])
    keyword = ast.parse(statement).body[0].value.keywords[0]
    assert ast.literal_eval(keyword.value) == text


@pytest.mark.parametrize(
    ("parameters", "option"),
    [
        ({"GenerateSecret": True}, "--generate-secret"),
        ({"EnableTokenRevocation": False}, "--no-enable-token-revocation"),
        ({"IdTokenValidity": 60}, "--id-token-validity 60"),
        ({"AllowedOAuthFlows": []}, "--allowed-o-auth-flows '[]'"),
    ],
)
def test_options_are_written_as_the_aws_cli_takes_them(
    parameters: dict[str, Any], option: str
) -> None:
    call = recorded_call("cognito-idp", "create_user_pool_client", parameters)
    assert aws_cli_commands([call]) == [
        f"aws cognito-idp create-user-pool-client \\\n  {option}",
    ]
