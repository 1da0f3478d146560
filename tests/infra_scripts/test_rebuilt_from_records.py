"""A stack rebuilt from the record of another: with the real AWS CLI, and with boto3 code.

Two things differ by design, for AWS's ids are other ones: the prefix of the domain and the name of
the deployment's contents are digests of ids. The plan must name these, and nothing else.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from infra_scripts import operations, walk_operations
from infra_scripts.local_engine.process import RunningEngine, engine_session
from infra_scripts.stack.bundle import bundle
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_resources import all_resources, walkthrough_settings
from services.cloud.aws import Aws
from services.cloud.call_snippets.aws_cli import aws_cli_commands
from services.cloud.call_snippets.boto3_code import BOTO3_IMPORTS, boto3_statements
from services.cloud.call_snippets.contents import needed_files, needed_secrets
from services.cloud.recorded_call import RecordedCall
from services.cloud.recording import recorded
from services.lab import open_lab
from services.settings import Settings
from tests.architecture.source_tree import ROOT
from tests.infra_scripts.provisioning import changes_of, fields_of
from tests.infra_scripts.warm_aws_cli import warm_aws_cli

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.timeout(500)]
NO_SECRETS: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[RecordedCall, ...]:
    """What `up` sent to an empty engine."""
    settings = Settings(home=tmp_path_factory.mktemp("recorded"))
    with (
        engine_session(settings) as engine,
        recorded(Aws(settings, engine.endpoint_url)) as recording,
    ):
        operations.up(recording)
    return recording.calls


@pytest.fixture
def other(tmp_path: Path) -> Iterator[RunningEngine]:
    """A second engine, as empty as the first was."""
    with engine_session(Settings(home=tmp_path / "rebuilt")) as engine:
        yield engine


def test_the_aws_cli_builds_the_same_stack(
    calls: tuple[RecordedCall, ...], other: RunningEngine, tmp_path: Path
) -> None:
    script = tmp_path / "stack.sh"
    script.write_text("\n".join(aws_cli_commands(calls)), encoding="utf-8")
    run(["sh", "-e", str(script)], calls, other, tmp_path)
    assert_same_but_for_digests_of_ids(other)


def test_the_boto3_code_builds_the_same_stack(
    calls: tuple[RecordedCall, ...], other: RunningEngine, tmp_path: Path
) -> None:
    script = tmp_path / "stack.py"
    lines = [BOTO3_IMPORTS, *boto3_statements(calls)]
    script.write_text("\n".join(lines), encoding="utf-8")
    run([sys.executable, str(script)], calls, other, tmp_path)
    assert_same_but_for_digests_of_ids(other)


def test_the_commands_of_the_walkthrough_build_its_stack(
    other: RunningEngine, tmp_path: Path
) -> None:
    """What its page shows under each step, one after the other; its user needs a password."""
    first = Settings(home=tmp_path / "walked")
    with engine_session(first) as engine:
        walk = Walk(open_lab(first, endpoint_url=engine.endpoint_url))
        walk_operations.walk_step(walk, STEPS[-1].id)
        journal = walk.journal()
    records = [journal.ran[each.id] for each in STEPS if each.id in journal.ran]
    commands: list[str] = []
    earlier: list[RecordedCall] = []
    for record in records:
        commands += aws_cli_commands(record.calls, earlier)
        earlier += record.calls
    script = tmp_path / "walk.sh"
    script.write_text("\n".join(commands), encoding="utf-8")
    password = {"WALKER_PASSWORD": "Walker-Pass-2027!", "WALKER_EMAIL": "walker@example.com"}
    run(["sh", "-e", str(script)], tuple(earlier), other, tmp_path, password)
    settings = walkthrough_settings(other.settings)
    aws = Aws(settings, other.endpoint_url)
    resources = all_resources(settings.stack)
    plan = Provisioner(aws, settings, resources=resources).plan()
    assert changes_of(plan) == {"deployment": "replace", "stage": "update"}


def test_each_write_names_the_resource_that_made_it(calls: tuple[RecordedCall, ...]) -> None:
    sources = {call.source for call in calls if call.is_write}
    places = {(source.file, source.function) for source in sources if source}
    assert None not in sources
    assert ("infra_scripts/stack/resources/function.py", "FunctionResource.create") in places
    assert ("infra_scripts/stack/resources/method.py", "MethodResource.create") in places
    assert {file.rpartition("/")[0] for file, _ in places} == {"infra_scripts/stack/resources"}


def test_a_password_that_nobody_recorded_is_the_one_that_the_reader_sets(
    other: RunningEngine, tmp_path: Path
) -> None:
    """Two pools on one engine: the one that is recorded, and the one of the commands."""
    aws = Aws(other.settings, other.endpoint_url)
    with recorded(aws) as recording:
        pool = recording.call("cognito-idp", "create_user_pool", PoolName="lab")["UserPool"]["Id"]
        recording.call(
            "cognito-idp",
            "create_user_pool_client",
            UserPoolId=pool,
            ClientName="lab",
            ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        )
        recording.call(
            "cognito-idp",
            "admin_create_user",
            UserPoolId=pool,
            Username="test-user",
            UserAttributes=[{"Name": "email", "Value": "recorded@example.com"}],
            MessageAction="SUPPRESS",
        )
        recording.call(
            "cognito-idp",
            "admin_set_user_password",
            UserPoolId=pool,
            Username="test-user",
            Password="Recorded-7f3a",
            Permanent=True,
        )
    commands = "\n".join(aws_cli_commands(recording.calls))
    assert "Recorded-7f3a" not in commands
    assert "recorded@example.com" not in commands
    secrets = {"TEST_USER_PASSWORD": "Set $HOME 'by' \"me\" 1", "TEST_USER_EMAIL": "a@example.com"}
    run(["sh", "-e", "-c", commands], recording.calls, other, tmp_path, secrets)
    pools = [each["Id"] for each in aws.pages("cognito-idp", "list_user_pools")]
    [rebuilt] = set(pools) - {pool}
    [client] = aws.pages("cognito-idp", "list_user_pool_clients", UserPoolId=rebuilt)
    answer = aws.call(
        "cognito-idp",
        "admin_initiate_auth",
        UserPoolId=rebuilt,
        ClientId=client["ClientId"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "test-user", "PASSWORD": secrets["TEST_USER_PASSWORD"]},
    )
    assert "IdToken" in answer["AuthenticationResult"]


def run(
    command: list[str],
    calls: tuple[RecordedCall, ...],
    engine: RunningEngine,
    folder: Path,
    secrets: Mapping[str, str] = NO_SECRETS,
) -> None:
    """Run what was rendered, with its files beside it and no way to anywhere but the engine."""
    assert set(needed_secrets(calls)) == set(secrets)
    for name, source in needed_files(calls).items():
        (folder / name).write_bytes(bundle(ROOT / source))
    environment = {
        **secrets,
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AWS_ENDPOINT_URL": engine.endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": engine.settings.region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1",
    }
    with warm_aws_cli(folder, environment) as aws:
        environment["PATH"] = os.pathsep.join([str(aws), environment["PATH"]])
        done = subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")


def assert_same_but_for_digests_of_ids(engine: RunningEngine) -> None:
    aws = Aws(engine.settings, engine.endpoint_url)
    plan = Provisioner(aws, engine.settings).plan()
    assert changes_of(plan) == {
        "user_pool_domain": "replace",
        "deployment": "replace",
        "stage": "update",
    }
    assert set(fields_of(plan, "user_pool_domain")) == {"Domain"}
    assert set(fields_of(plan, "deployment")) == {"Contains"}
    assert set(fields_of(plan, "stage")) == {"DeploymentId"}
