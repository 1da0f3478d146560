"""`verify` on a real stack: green on a fresh one; it names the scenario when it is broken."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml

from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.program import program
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.errors import InputError
from services.home.outputs import StackOutputs, require_outputs
from services.settings import Settings

pytestmark = [pytest.mark.engine, pytest.mark.slow]
STACK = "verified"


@pytest.fixture(scope="module")
def settings(engine_settings: Settings) -> Settings:
    return replace(engine_settings, stack=STACK)


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, settings: Settings) -> Aws:
    return Aws(settings, engine.endpoint_url)


@pytest.fixture
def outputs(aws: Aws, settings: Settings) -> Iterator[StackOutputs]:
    """A stack as described; what a test breaks goes with it."""
    provisioner = Provisioner(aws, settings)
    provisioner.apply()
    yield require_outputs(settings)
    provisioner.destroy()


def verify(settings: Settings, *arguments: str) -> Result:
    invocation = Invocation(env={"AUTHORIZER_LAB_HOME": str(settings.home)})
    return CliRunner().invoke(program, ["--stack", STACK, "verify", *arguments], obj=invocation)


def test_a_fresh_stack_is_green_and_the_files_tell_every_scenario(
    outputs: StackOutputs, settings: Settings, tmp_path: Path
) -> None:
    json_file, junit_file = tmp_path / "verify.json", tmp_path / "verify.xml"
    ran = verify(settings, "--json", str(json_file), "--junit", str(junit_file))
    assert ran.exit_code == 0, ran.output
    assert "119 scenarios on local" in ran.output
    document = json.loads(json_file.read_text(encoding="utf-8"))
    assert document["counts"] == {
        "as expected": 114,
        "known difference": 5,
        "different": 0,
        "not run": 0,
    }
    suites = JUnitXml.fromstring(junit_file.read_bytes())
    assert (suites.tests, suites.failures, suites.errors) == (119, 0, 0)
    for text in (ran.output, json_file.read_text(), junit_file.read_text()):
        assert "eyJ" not in text


def _method(outputs: StackOutputs, name: str) -> dict[str, str]:
    resource_id, http_method = outputs.resource_id(name).split(":")
    return {"restApiId": outputs.rest_api_id, "resourceId": resource_id, "httpMethod": http_method}


def _other_pool(aws: Aws, outputs: StackOutputs) -> None:
    other = outputs.resources["other_user_pool"]
    made = aws.call(
        "apigateway",
        "create_authorizer",
        restApiId=outputs.rest_api_id,
        name="of-the-other-pool",
        type="COGNITO_USER_POOLS",
        providerARNs=[other.arn],
        identitySource="method.request.header.Authorization",
    )
    aws.call(
        "apigateway",
        "update_method",
        **_method(outputs, "method_get_my_api"),
        patchOperations=[{"op": "replace", "path": "/authorizerId", "value": made["id"]}],
    )


def _no_scopes(aws: Aws, outputs: StackOutputs) -> None:
    where = _method(outputs, "method_get_my_api_scoped")
    before = aws.call("apigateway", "get_method", **where)
    aws.call("apigateway", "delete_method", **where)
    aws.call(
        "apigateway",
        "put_method",
        **where,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=before["authorizerId"],
    )
    aws.call(
        "apigateway",
        "put_integration",
        **where,
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=before["methodIntegration"]["uri"],
    )


def _wrong_pattern(aws: Aws, outputs: StackOutputs) -> None:
    aws.call(
        "apigateway",
        "update_authorizer",
        restApiId=outputs.rest_api_id,
        authorizerId=outputs.resource_id("one_client_authorizer"),
        patchOperations=[
            {"op": "replace", "path": "/identityValidationExpression", "value": "^gone$"}
        ],
    )


def _no_gateway_response(aws: Aws, outputs: StackOutputs) -> None:
    for kind in ("UNAUTHORIZED", "DEFAULT_4XX"):
        aws.call(
            "apigateway",
            "delete_gateway_response",
            restApiId=outputs.rest_api_id,
            responseType=kind,
        )
    aws.call(
        "apigateway",
        "create_deployment",
        restApiId=outputs.rest_api_id,
        stageName=outputs.stage,
    )


def _no_flow(aws: Aws, outputs: StackOutputs) -> None:
    aws.call(
        "cognito-idp",
        "update_user_pool_client",
        UserPoolId=outputs.user_pool_id,
        ClientId=outputs.app_client_id,
        ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"],
    )


def _no_api(aws: Aws, outputs: StackOutputs) -> None:
    aws.call("apigateway", "delete_rest_api", restApiId=outputs.rest_api_id)


def _no_sign_in_function(aws: Aws, outputs: StackOutputs) -> None:
    aws.call("lambda", "delete_function", FunctionName=outputs.resource_id("sign_in_function"))


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        pytest.param(_other_pool, {"id-on-my-api", "other-pool-on-my-api"}, id="another pool"),
        pytest.param(_no_scopes, {"id-on-scoped", "access-on-scoped"}, id="scopes removed"),
        pytest.param(_wrong_pattern, {"id-on-one-client"}, id="a wrong audience pattern"),
        pytest.param(_no_gateway_response, {"refusal-with-cors"}, id="gateway response removed"),
        pytest.param(_no_flow, {"id-on-my-api", "access-on-scoped"}, id="nobody can sign in"),
        pytest.param(_no_sign_in_function, {"id-on-my-api"}, id="the sign-in function is gone"),
    ],
)
def test_a_broken_authorizer_is_exit_1_naming_the_scenarios(
    break_it: Callable[[Aws, StackOutputs], None],
    named: set[str],
    aws: Aws,
    outputs: StackOutputs,
    settings: Settings,
) -> None:
    break_it(aws, outputs)
    ran = verify(settings)
    assert ran.exit_code == 1
    unexpected = ran.output.split("Unexpected: ")[1].splitlines()[0].rstrip(".").split(", ")
    assert named <= set(unexpected)
    assert "no-header-on-open" not in unexpected


def test_an_api_that_is_gone_is_exit_1_not_119_scenarios_left_out(
    aws: Aws, outputs: StackOutputs, settings: Settings
) -> None:
    _no_api(aws, outputs)
    ran = verify(settings)
    assert ran.exit_code == 1
    assert "not run" not in ran.output
    assert "no-header-on-open" in ran.output.split("Unexpected: ")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--only", "id-on-myapi"], "Did you mean id-on-my-api", id="an unknown id"),
        pytest.param(["--json", "/no/such/folder/f"], "cannot be written", id="no such folder"),
        pytest.param(["--junit", ""], "cannot be written", id="a variable that was not set"),
        pytest.param(
            ["--json", "verify.out", "--junit", "./verify.out"],
            "the same file",
            id="one file for both",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_before_the_run(
    arguments: list[str], says: str, settings: Settings
) -> None:
    ran = verify(settings, *arguments)
    assert isinstance(ran.exception, InputError)
    assert says in ran.exception.one_line()


def test_one_scenario_alone(outputs: StackOutputs, settings: Settings) -> None:
    ran = verify(settings, "--only", "no-header-on-my-api")
    assert ran.exit_code == 0
    assert ran.output.splitlines()[-1].startswith("1 scenario on local in ")
