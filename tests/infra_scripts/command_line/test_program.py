"""The program: help, unusable arguments and settings, and errors as one line."""

import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from infra_scripts.command_line.program import main, program
from services.errors import LabError
from services.settings import PROJECT_ROOT

COMMANDS = [
    "demo",
    "plan",
    "up",
    "status",
    "outputs",
    "seed",
    "reset",
    "verify",
    "rehearse",
    "diagnose",
    "checkup",
    "users",
    "down",
    "engine",
]


@pytest.mark.parametrize("arguments", [[], ["--help"]], ids=["no command", "--help"])
def test_help_lists_every_command_in_one_line_with(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, env={}) == 0

    listed = capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS
    assert all(line.rstrip().endswith(".") for line in listed)


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"], env={}) == 0
    assert capsys.readouterr().out == "authorizer-lab 0.2.0\n"


class _EndedMeanwhile(LabError):
    """An error during whose telling a signal comes."""

    number: signal.Signals

    def one_line(self) -> str:
        signal.raise_signal(self.number)
        return super().one_line()


class _BrokenEnvironment(dict[str, str]):
    """Settings that cannot be read."""

    def __init__(self, error: LabError) -> None:
        self._error = error

    def get(self, *_: object) -> str:  # type: ignore[override]
        raise self._error


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    ],
)
def test_a_signal_while_an_error_is_told_has_its_own_status_too(
    number: signal.Signals, status: int
) -> None:
    error = _EndedMeanwhile("The cloud is gone.", hint="Try again.")
    error.number = number
    try:
        ended = main(["outputs"], env=_BrokenEnvironment(error))
    except KeyboardInterrupt:  # it would end the whole test run
        ended = -number
    assert ended == status


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"], env={}) == 0

    shown = capsys.readouterr().out
    assert f"Usage: python -m infra_scripts {name}" in shown
    assert "--engine-port" in shown


@pytest.mark.parametrize(
    ("arguments", "env", "says"),
    [
        (["fly"], {}, "No such command 'fly'."),
        (["up", "now"], {}, "Got unexpected extra argument (now)."),
        (["up", "--fast"], {}, "No such option '--fast'."),
        (["outputs", "--format", "xml"], {}, "'xml' is not one of 'json', 'env'."),
        (["--cloud", "azure", "plan"], {}, "'azure' is not one of 'local', 'aws'."),
        (["plan", "--ui-port", "0"], {}, "0 is not in the range 1<=x<=65535."),
        (["plan", "--engine-port", "many"], {}, "'many' is not a valid integer range."),
        (["engine", "fly"], {}, "No such command 'fly'."),
        (["plan"], {"AUTHORIZER_LAB_CLOUD": "azure"}, "AUTHORIZER_LAB_CLOUD is 'azure'."),
        (["plan"], {"AUTHORIZER_LAB_STACK": "A!"}, "AUTHORIZER_LAB_STACK is 'A!'."),
        (["plan", "--stack", "A!"], {"AUTHORIZER_LAB_STACK": "good"}, "'A!'"),
        (["plan"], {"AUTHORIZER_LAB_ENGINE_PORT": "x"}, "AUTHORIZER_LAB_ENGINE_PORT is 'x'."),
        (["plan", "--cloud", "aws"], {}, "No AWS region is chosen."),
        (["engine", "start", "--cloud", "aws", "--region", "eu-west-1"], {}, "no local engine"),
        (["down"], {}, "Add --yes."),
    ],
    ids=[
        "an unknown command",
        "an argument too many",
        "an unknown flag",
        "an unknown format",
        "an unknown cloud as a flag",
        "a port out of range",
        "a port that is no number",
        "an unknown engine command",
        "an unknown cloud in the environment",
        "a bad stack name in the environment",
        "a flag that wins over the environment",
        "a bad engine port in the environment",
        "aws without a region",
        "the local engine of aws",
        "down without a terminal to ask on",
    ],
)
def test_exit_2_and_one_line_for(
    arguments: list[str],
    env: dict[str, str],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    home = {"AUTHORIZER_LAB_HOME": str(tmp_path / "home")}

    assert main(arguments, env={**home, **env}) == 2

    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert shown.err.startswith("Error: ")
    assert says in shown.err
    assert not (tmp_path / "home").exists()


def test_a_stack_that_is_not_there_is_exit_1_and_names_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["outputs"], env={"AUTHORIZER_LAB_HOME": str(tmp_path)}) == 1
    assert "python -m infra_scripts up" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--debug", "outputs"], ["outputs", "--debug"]],
    ids=["before the command", "after the command"],
)
def test_debug_shows_the_traceback_when_it_stands(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(arguments, env={"AUTHORIZER_LAB_HOME": str(tmp_path)}) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "status", "says"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("a secret"), 1, "Error: Unexpected ZeroDivisionError: run it again"),
        (BrokenPipeError(), 141, ""),
        (ImportError("No module named 'psutil'"), 2, "Error: No module named 'psutil'. Install"),
        (PermissionError(13, "Permission denied", "/h/x"), 2, "Error: /h/x cannot be used: Perm"),
        (OSError(28, "No space left"), 1, "Error: Unexpected OSError: run it again"),
    ],
    ids=[
        "Ctrl-C",
        "a defect, whose own text stays hidden",
        "a reader that went away",
        "a package that is missing",
        "a file that cannot be used",
        "trouble with no file in particular",
    ],
)
def test_no_traceback_after(
    failure: BaseException, status: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def fail() -> None:
        raise failure

    program.add_command(fail)
    try:
        assert main(["fail"], env={}) == status
    finally:
        del program.commands["fail"]

    shown = capfd.readouterr().err
    assert shown.startswith(says)
    assert len(shown.splitlines()) == bool(says)
    assert "a secret" not in shown


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_stream_that_the_caller_closed_does_no_harm(
    stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(["--help"], env={}) == 0


def test_help_loads_nothing_heavy() -> None:
    heavy = "boto3 botocore streamlit rich requests ministack pyotp psutil pandas cryptography"
    script = (
        "import sys; from infra_scripts.command_line.program import main; main([], env={});"
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.splitlines()[-1] == "[]"
