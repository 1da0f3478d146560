"""Damaged files under the home: every command ends soon, with one line and a status of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infra_scripts.command_line.terminal_session import TerminalSession

pytestmark = [pytest.mark.engine, pytest.mark.slow]
OUTPUTS, PERSONAS = "local/authorizer-lab.outputs.json", "local/personas.json"
ENGINE = "local/engine"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_bytes(path: Path) -> None:
    path.write_bytes(bytes(range(128, 256)) * 4)


def nested(path: Path) -> None:
    path.write_bytes(b"[" * 100_000)


def list_in_place(path: Path) -> None:
    path.write_bytes(b"[1, 2, 3]")


def directory_in_place(path: Path) -> None:
    path.unlink(missing_ok=True)
    (path / "something").mkdir(parents=True)


# A file, its damage, and the exit status of commands; `down` comes last, it removes what is there.
UNREADABLE = {"status": 3, "up": 3, "down --yes": 3}
CASES: list[tuple[str, Callable[[Path], None], dict[str, int]]] = [
    (OUTPUTS, cut, {"outputs": 2, "status": 2, "plan": 2, "up": 2, "seed": 2, "down --yes": 0}),
    (OUTPUTS, list_in_place, {"outputs": 2, "down --yes": 0}),
    (PERSONAS, other_bytes, {"up": 0, "seed": 2}),
    (PERSONAS, directory_in_place, {"seed": 2, "down --yes": 0}),
    (f"{ENGINE}/engine.json", nested, {"engine status": 1, "up": 0}),
    (f"{ENGINE}/self_test.json", directory_in_place, {"status": 0}),
    (f"{ENGINE}/self_test_mark.json", other_bytes, {"up": 0}),
    (f"{ENGINE}/port.json", list_in_place, {"up": 0}),
    (f"{ENGINE}/engine.log", directory_in_place, {"plan": 2}),
    (f"{ENGINE}/state/cognito.json", other_bytes, UNREADABLE),
    (f"{ENGINE}/state/apigateway_v1.json", nested, UNREADABLE),
    (f"{ENGINE}/state/iam.json", cut, UNREADABLE),
    (f"{ENGINE}/state/lambda.json", directory_in_place, UNREADABLE),
]


@pytest.mark.parametrize(
    ("file", "damage", "statuses"),
    [pytest.param(*case, id=f"{case[0].rpartition('/')[2]}, {case[1].__name__}") for case in CASES],
)
def test_a_damaged_file_ends_each_command_with_one_line(
    seeded: TerminalSession, file: str, damage: Callable[[Path], None], statuses: dict[str, int]
) -> None:
    path = seeded.home / file
    for command, status in statuses.items():
        content = path.read_bytes() if path.is_file() else None
        damage(path)
        ran = seeded.run(*command.split())
        told = (command, ran)
        assert ran.status == status, told
        has_failed = status in (2, 3)
        assert ran.err.count("\n") == int(has_failed), told
        assert ran.err.startswith("Error: ") or not has_failed, told
        assert "Traceback" not in ran.err + ran.out, told
        assert "Unexpected" not in ran.err, told
        put_back(path, content)


def put_back(path: Path, content: bytes | None) -> None:
    """Make the file whole again, in place of whatever the damage left there."""
    if path.is_dir():
        (path / "something").rmdir()
        path.rmdir()
    if content is not None:
        path.write_bytes(content)
