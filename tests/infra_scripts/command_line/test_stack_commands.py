"""`down` asks first and admits what it could not remove; `plan` says no to what is not ours."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.program import program
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.errors import InputError, LeftoversFound
from services.home.outputs import load_outputs
from services.settings import Settings

pytestmark = pytest.mark.engine
Run = Callable[..., Result]


@pytest.fixture
def provisioner(engine: RunningEngine, engine_settings: Settings) -> Iterator[Provisioner]:
    """A provisioned stack under the home of the running engine."""
    settings = replace(engine_settings, stack="commanded")
    provisioner = Provisioner(Aws(settings, engine.endpoint_url), settings)
    provisioner.apply()
    yield provisioner
    provisioner.destroy()


@pytest.fixture
def run(engine_settings: Settings) -> Run:
    def run(*arguments: str, typed: str = "") -> Result:
        """Run a command as if on a terminal on which somebody typed `typed`."""
        env = {"AUTHORIZER_LAB_HOME": str(engine_settings.home)}
        invocation = Invocation(env=env, is_interactive=True)
        flags = ["--stack", "commanded", *arguments]
        return CliRunner().invoke(program, flags, obj=invocation, input=typed)

    return run


def test_down_removes_nothing_when_another_name_is_typed(
    provisioner: Provisioner, run: Run
) -> None:
    result = run("down", typed="something-else\n")

    assert isinstance(result.exception, InputError)
    assert result.exception.message.endswith("nothing was removed.")
    assert provisioner.plan().is_empty


@pytest.mark.usefixtures("provisioner")
def test_down_removes_the_stack_when_its_name_is_typed(run: Run, engine_settings: Settings) -> None:
    result = run("down", typed="commanded\n")

    assert result.exit_code == 0
    assert result.stdout.endswith("removed, nothing left.\n")
    assert load_outputs(replace(engine_settings, stack="commanded")) is None


def test_down_lists_what_it_could_not_remove(
    provisioner: Provisioner, run: Run, engine: RunningEngine, engine_settings: Settings
) -> None:
    aws = Aws(engine_settings, engine.endpoint_url)
    outputs = provisioner.apply()
    protect = {"UserPoolId": outputs.user_pool_id, "MfaConfiguration": "OPTIONAL"}
    aws.call("cognito-idp", "update_user_pool", DeletionProtection="ACTIVE", **protect)

    result = run("down", "--yes")

    aws.call("cognito-idp", "update_user_pool", DeletionProtection="INACTIVE", **protect)
    assert isinstance(result.exception, LeftoversFound)
    assert result.exception.exit_status == 1
    assert f"user_pool (user_pool {outputs.user_pool_id}): " in result.stdout


def test_plan_is_exit_1_when_a_change_is_refused(
    provisioner: Provisioner, run: Run, engine: RunningEngine, engine_settings: Settings
) -> None:
    outputs = provisioner.apply()
    tags = {"ResourceArn": outputs.user_pool_arn}
    aws = Aws(engine_settings, engine.endpoint_url)
    aws.call("cognito-idp", "untag_resource", TagKeys=["authorizer-lab:stack"], **tags)

    result = run("plan")

    aws.call("cognito-idp", "tag_resource", Tags={"authorizer-lab:stack": "commanded"}, **tags)
    assert result.exit_code == 1
    assert result.stdout.startswith("refuse ")
    assert "1 to refuse." in result.stdout
