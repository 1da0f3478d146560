"""`diagnose` and `checkup`: the contract's exit status and JSON, on a stack and without one."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from infra_scripts.command_line.invocation import Invocation
from infra_scripts.command_line.program import program
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.errors import InputError, NotProvisioned
from services.settings import Settings

REFUSED = 'HTTP/2 401\nx-amzn-errortype: UnauthorizedException\n\n{"message":"Unauthorized"}'
WITHOUT_TOKEN = f"> GET /x HTTP/2\n> Host: a\n> accept: */*\n>\n< {REFUSED}"


def run(home: Path, *arguments: str, stdin: str | bytes = "") -> Result:
    invocation = Invocation(env={"AUTHORIZER_LAB_HOME": str(home)})
    return CliRunner().invoke(program, arguments, obj=invocation, input=stdin)


def test_a_closed_stdin_is_said_to_be_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invocation = Invocation(env={"AUTHORIZER_LAB_HOME": str(tmp_path)})
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(click.BadParameter, match="standard input is closed"):
        program.main(["diagnose"], obj=invocation, standalone_mode=False)


def test_the_answer_waits_for_no_service_of_a_lab() -> None:
    """They take longer to import than all the rest together."""
    asked = (
        "import sys, infra_scripts.command_line.program, services.doctor.consultation\n"
        "print([each for each in ('services.lab', 'requests', 'botocore') if each in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_a_cause_ends_with_0_and_stands_in_the_json_of_the_contract(tmp_path: Path) -> None:
    result = run(tmp_path, "diagnose", "-", "--json", stdin=WITHOUT_TOKEN)
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["read_as"][0] == "Answer 401 of API Gateway."
    first = document["causes"][0]
    assert list(first) == [
        "rank",
        "id",
        "title",
        "strength",
        "because",
        "fix",
        "command",
        "sources",
    ]
    assert (first["rank"], first["id"], first["strength"]) == (1, "no-token", "certain")
    assert all(address.startswith("https://") for address in first["sources"])


def test_the_causes_are_told_in_words(tmp_path: Path) -> None:
    result = run(tmp_path, "diagnose", stdin=REFUSED)
    assert "Read as: Answer 401 of API Gateway." in result.stdout
    assert "\n1. No token reached the authorizer (possible)\n" in result.stdout
    assert "To know more: Paste the token that was sent" in result.stdout


def test_no_cause_ends_with_1(tmp_path: Path) -> None:
    result = run(tmp_path, "diagnose", "--json", stdin="hello")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"read_as": ["Passed over: 1 line."], "causes": []}


def test_a_file_a_token_file_and_a_complaint_are_read(tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_bytes(REFUSED.encode("utf-16"))  # as PowerShell redirects
    (tmp_path / "token.txt").write_text("Bearer undefined\n")
    arguments = [str(tmp_path / "answer.txt"), "--token-file", str(tmp_path / "token.txt")]
    result = run(tmp_path, "diagnose", *arguments, "--json")
    assert json.loads(result.stdout)["causes"][0]["id"] == "not-a-token"
    unseen = run(tmp_path, "diagnose", "-", "--complaint", "no-browser-answer", "--json")
    assert json.loads(unseen.stdout)["causes"][0]["id"] == "cors-hides-the-answer"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["/no/such/file"], id="a file that is not there"),
        pytest.param(["--token-file", "/no/such/file"], id="a token file that is not there"),
        pytest.param(["--complaint", "nothing"], id="an unknown complaint"),
    ],
)
def test_an_unusable_argument_ends_with_2(arguments: list[str], tmp_path: Path) -> None:
    assert run(tmp_path, "diagnose", *arguments).exit_code == 2


def test_a_method_that_is_none_is_an_unusable_argument(tmp_path: Path) -> None:
    error = run(tmp_path, "diagnose", "--method", "my-api", stdin=REFUSED).exception
    assert isinstance(error, InputError)
    assert error.exit_status == 2


def test_what_steers_a_terminal_is_not_printed(tmp_path: Path) -> None:
    steering = 'HTTP/2 403\n\n{"message":"Missing Authentication Token \\u0007\\u001b[2J"}'
    assert "\x1b" not in run(tmp_path, "diagnose", stdin=steering).stdout
    assert "\x07" not in run(tmp_path, "diagnose", stdin=steering).stdout


@pytest.fixture
def provisioner(engine: RunningEngine, engine_settings: Settings) -> Iterator[Provisioner]:
    settings = replace(engine_settings, stack="examined")
    provisioner = Provisioner(Aws(settings, engine.endpoint_url), settings)
    provisioner.apply()
    yield provisioner
    provisioner.destroy()


@pytest.mark.engine
def test_with_a_stack_its_settings_count(
    provisioner: Provisioner, engine_settings: Settings
) -> None:
    flags = ["--stack", "examined", "diagnose", "--method", "OPTIONS /my-api", "--json"]
    missing = 'HTTP/2 403\n\n{"message":"Missing Authentication Token"}'
    result = run(engine_settings.home, *flags, stdin=missing)
    assert json.loads(result.stdout)["causes"][0]["id"] in ("not-deployed", "preflight-refused")


@pytest.mark.engine
def test_the_check_up_ends_with_1_only_on_a_problem(
    engine: RunningEngine, provisioner: Provisioner, engine_settings: Settings
) -> None:
    flags = ["--stack", "examined", "checkup", "--json"]
    sound = run(engine_settings.home, *flags)
    assert (sound.exit_code, json.loads(sound.stdout)["findings"]) == (0, [])
    outputs = provisioner.refresh_addresses()
    assert outputs is not None
    patch = [{"op": "add", "path": "/binaryMediaTypes/*~1*"}]
    Aws(engine_settings, engine.endpoint_url).call(
        "apigateway", "update_rest_api", restApiId=outputs.rest_api_id, patchOperations=patch
    )
    broken = run(engine_settings.home, *flags)
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["findings"][0]["id"] == "options-fails-on-binary"
    told = run(engine_settings.home, *flags[:-1])
    assert told.stdout.splitlines()[-1] == "1 problem, 0 warnings."


@pytest.mark.engine
def test_without_a_stack_the_check_up_says_so(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    result = run(engine_settings.home, "--stack", "nowhere", "checkup")
    assert isinstance(result.exception, NotProvisioned)
