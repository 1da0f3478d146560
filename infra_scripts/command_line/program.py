"""The program: the group of commands, and the one place where an error becomes an exit status."""

import os
import sys
import tomllib
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from infra_scripts.command_line.demo_command import demo
from infra_scripts.command_line.doctor.checkup_command import checkup
from infra_scripts.command_line.doctor.diagnose_command import diagnose
from infra_scripts.command_line.engine_commands import engine
from infra_scripts.command_line.interruption import ended_by_signals
from infra_scripts.command_line.invocation import Invocation, global_options
from infra_scripts.command_line.persona_commands import reset, seed
from infra_scripts.command_line.runs.rehearse_command import rehearse
from infra_scripts.command_line.runs.verify_command import verify
from infra_scripts.command_line.stack_commands import down, outputs, plan, status, up
from infra_scripts.command_line.users.users_group import users
from services.errors import LabError
from services.home.stored_files import unusable
from services.settings import PROJECT_ROOT

DONE = 0
ANSWER_IS_NO = 1
UNUSABLE = 2
INTERRUPTED = 130  # 128 + SIGINT, also for a question that was not answered
PIPE_CLOSED = 141  # 128 + SIGPIPE, what a shell reports of other tools
_PROGRAM = "python -m infra_scripts"


class _InOrder(click.Group):
    """A group that lists its commands in the order a newcomer meets them."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)


def _show_version(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        # The checkout's own description: there is no installed package to ask.
        project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        click.echo(f"{project['name']} {project['version']}")
        context.exit()


@click.group(cls=_InOrder, no_args_is_help=False, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version.",
)
@global_options
@click.pass_context
def program(context: click.Context) -> None:
    """Authorizer Lab: how a Cognito user pool secures an API Gateway REST API.

    Exit status: 0 done; 1 it ran and the answer is no; 2 unusable arguments or settings; 3 the
    cloud cannot be reached or refuses the credentials; 130 ended by Ctrl-C, 143 by SIGTERM, both
    after putting back what a run had made.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _command in (
    demo,
    plan,
    up,
    status,
    outputs,
    seed,
    reset,
    verify,
    rehearse,
    diagnose,
    checkup,
    users,
    down,
    engine,
):
    program.add_command(_command)


def main(arguments: Sequence[str] | None = None, *, env: Mapping[str, str] | None = None) -> int:
    """Run the command line and return its exit status.

    `arguments` and `env` are the process's own unless they are given.
    """
    invocation = Invocation(
        env=os.environ if env is None else env,
        is_interactive=sys.stdin is not None and sys.stdin.isatty(),
        shows_progress=sys.stderr is not None and sys.stderr.isatty(),
    )
    try:
        with ended_by_signals() as interruption:
            try:
                status = _run(sys.argv[1:] if arguments is None else arguments, invocation)
            except KeyboardInterrupt:  # it came while another end was being told
                status = INTERRUPTED
        if sys.stdout is not None:  # closed by the caller
            sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt as end:  # it came at the edge of the block
        return end.args[0] if end.args else INTERRUPTED
    return interruption.exit_status or status


def _run(arguments: Sequence[str], invocation: Invocation) -> int:
    # Not `program.main`: it turns a closed pipe into exit 1 and Ctrl-C into a blank line.
    try:
        with program.make_context(_PROGRAM, list(arguments), obj=invocation) as context:
            program.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last line: no user meets a bare traceback
        return _complain(*_told(error), invocation)
    return DONE


def _told(error: Exception) -> tuple[str, int]:
    """Return the line that tells an error, and its exit status."""
    if isinstance(error, click.ClickException):
        message = error.format_message().rstrip(".")
        return f"{message}. {_usage(error)}", UNUSABLE
    if isinstance(error, ImportError):
        return f"{error}. Install what is needed: pip install -r requirements.txt", UNUSABLE
    is_missing = isinstance(error, FileNotFoundError)
    if isinstance(error, OSError) and isinstance(error.filename, str) and not is_missing:
        error = unusable(Path(error.filename), error, "used")
    if isinstance(error, LabError):
        return error.one_line(), error.exit_status
    line = f"Unexpected {type(error).__name__}: run it again with --debug to see where."
    return line, ANSWER_IS_NO


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"Try `{context.command_path if context else _PROGRAM} --help`."


def _complain(line: str, status: int, invocation: Invocation) -> int:
    if invocation.debug:
        traceback.print_exc()
    click.echo(f"Error: {' '.join(line.split())}", err=True)
    return status


def _silence_stdout() -> None:
    """Let the interpreter flush into nothing at its end: the reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
