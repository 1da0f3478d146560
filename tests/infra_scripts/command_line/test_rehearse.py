"""`rehearse` on a real stack: green on a fresh one; it names the step when something is broken."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from infra_scripts import operations, walk_operations
from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.program import program
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.switches.table import SWITCHES
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from services.cloud.aws import Aws
from services.errors import InputError, NotProvisioned
from services.home.outputs import StackOutputs, require_outputs
from services.lab import open_lab
from services.settings import Settings

pytestmark = pytest.mark.engine
STACK = "rehearsed"


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(replace(engine_settings, stack=STACK), engine.endpoint_url)


@pytest.fixture
def outputs(aws: Aws) -> Iterator[StackOutputs]:
    """A stack as described; what a test breaks goes with it."""
    Provisioner(aws, aws.settings).apply()
    yield require_outputs(aws.settings)
    operations.down(aws)


@pytest.fixture
def walk(aws: Aws) -> Walk:
    return Walk(open_lab(aws.settings, aws=aws, endpoint_url=aws.endpoint_url))


def rehearse(aws: Aws, *arguments: str) -> Result:
    invocation = Invocation(env={"AUTHORIZER_LAB_HOME": str(aws.settings.home)})
    return CliRunner().invoke(program, ["--stack", STACK, "rehearse", *arguments], obj=invocation)


def test_without_the_labs_stack_it_says_so_before_anything_is_built(aws: Aws, walk: Walk) -> None:
    ran = rehearse(aws)
    assert isinstance(ran.exception, NotProvisioned)
    assert walk.outputs() is None


def test_a_fresh_stack_is_green_and_nothing_stays(
    outputs: StackOutputs, aws: Aws, walk: Walk, tmp_path: Path
) -> None:
    file = tmp_path / "rehearsal.json"
    ran = rehearse(aws, "--json", str(file))
    assert ran.exit_code == 0, ran.output
    assert f"{len(STEPS) + len(SWITCHES)} steps in" in ran.output
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["ok"] is True
    ids = [each["id"] for each in document["steps"]]
    assert ids == [each.id for each in (*STEPS, *SWITCHES)]
    assert all(each["ok"] for each in document["steps"])
    assert not walk.is_under_way()
    pools = aws.pages("cognito-idp", "list_user_pools")
    assert f"{STACK}-walkthrough" not in [pool["Name"] for pool in pools]


def test_an_answer_other_than_the_step_says_fails_by_name(
    outputs: StackOutputs, aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first API is really built, with an integration that answers 503."""
    monkeypatch.setattr("infra_scripts.walkthrough.first_api._STATUS", "503")
    file = tmp_path / "rehearsal.json"
    ran = rehearse(aws, "--json", str(file))
    assert ran.exit_code == 1
    steps = json.loads(file.read_text(encoding="utf-8"))["steps"]
    assert [each["id"] for each in steps if not each["ok"]] == ["call-first"]
    assert "Expected 200, got 503." in ran.output
    assert "1 would fail on stage" in ran.output


def test_a_cloud_that_refuses_to_make_a_function_fails_from_that_step_on(
    outputs: StackOutputs, aws: Aws
) -> None:
    """Somebody else's function of that name is in the way: nothing of it is touched."""
    role = aws.call("lambda", "get_function", FunctionName=f"{STACK}-my-api")["Configuration"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", "")
    name = f"{STACK}-walkthrough-sign-in"
    aws.call(
        "lambda",
        "create_function",
        FunctionName=name,
        Runtime="python3.13",
        Role=role["Role"],
        Handler="handler.handle",
        Code={"ZipFile": archive.getvalue()},
    )
    try:
        ran = rehearse(aws)
        assert ran.exit_code == 1
        failed = [line for line in ran.output.splitlines() if line.startswith("fails")]
        assert failed[0].endswith("(sign-in-function)")
        assert "exists without the stack's tags" in ran.output
        assert aws.call("lambda", "get_function", FunctionName=name)
    finally:
        aws.call("lambda", "delete_function", FunctionName=name)


def test_a_walkthrough_under_way_is_not_ended_unasked(
    outputs: StackOutputs, aws: Aws, walk: Walk
) -> None:
    walk_operations.walk_step(walk, "user-pool")
    ran = rehearse(aws)
    assert isinstance(ran.exception, InputError)
    assert "--start-over" in ran.exception.one_line()
    assert walk.journal().is_done("user-pool")
    assert rehearse(aws, "--start-over").exit_code == 0
    assert not walk.journal().ran


def test_a_file_that_cannot_be_written_is_told_before_the_run(aws: Aws, walk: Walk) -> None:
    ran = rehearse(aws, "--json", "/no/such/folder/f")
    assert isinstance(ran.exception, InputError)
    assert not walk.is_under_way()
