"""kill -9 twice in the middle of `users import`, then again: no row is lost, none is done twice."""

import json
import os
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from services.settings import PROJECT_ROOT
from services.users.changes.audit.book import AuditBook
from services.users.new_user import NewUser
from tests.infra_scripts.command_line.terminal_session import Ran, TerminalSession, command
from tests.infra_scripts.command_line.users.bad_rows import SECRET, THERE, file_of
from tests.infra_scripts.command_line.users.user_commands import STACK, UserCommands
from tests.waiting import until

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]
COUNT = 1_000


def ended_rows(home: Path) -> int:
    """Return how many rows the journals tell the end of."""
    journals = (home / "local" / f"{STACK}.bulk").glob("*.jsonl")
    return sum(path.read_bytes().count(b'"line":"ended"') for path in journals)


def ended_by(
    session: TerminalSession, arguments: list[str], rows: int, number: signal.Signals
) -> Ran:
    """Run the command, send it the signal once so many more rows have ended, and return its end."""
    before = ended_rows(session.home)
    process = subprocess.Popen(
        command(*arguments),
        cwd=PROJECT_ROOT,
        env=session.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(
        lambda: ended_rows(session.home) - before >= rows or process.poll() is not None,
        seconds=300,
    )
    process.send_signal(number)
    out, err = process.communicate(timeout=200)
    return Ran(process.returncode, out, err)


def killed_twice(commands: UserCommands, folder: Path, count: int) -> tuple[Ran, dict[int, str]]:
    """Import `count` rows in three processes, the first two killed; return how the third ended."""
    text, wrong = file_of(count)
    file, result = folder / "new.csv", folder / "result.json"
    file.write_text(text)
    for name in THERE:
        commands.people.create(NewUser(username=name, password=SECRET))
    session = TerminalSession(commands.aws.settings.home)
    arguments = ["--stack", STACK, "users", "import", str(file), "--json", str(result)]
    for rows in (count // 5, count // 3):
        assert ended_by(session, arguments, rows, signal.SIGKILL).status == -signal.SIGKILL
    assert not result.exists()
    return session.run(*arguments), wrong


def test_an_import_killed_twice_ends_with_every_row_once_and_the_bad_ones_named(
    commands: UserCommands, tmp_path: Path
) -> None:
    ran, wrong = killed_twice(commands, tmp_path, COUNT)

    assert ran.status == 1
    assert ran.err.startswith("An import of this file, begun ")
    assert "Going on with it" in ran.err
    document = json.loads((tmp_path / "result.json").read_text())
    assert document["counts"] == {"done": 950, "refused": 50}
    rows = document["rows"]
    assert [row["line"] for row in rows] == list(range(2, COUNT + 2))
    refused = [row for row in rows if row["result"] == "refused"]
    assert [row["line"] for row in refused] == list(wrong)
    assert Counter(wrong.values()) == dict.fromkeys(wrong.values(), 5)
    assert len(set(wrong.values())) == 10
    assert all(each["hint"] for row in refused for each in row["errors"])
    assert all(f"line {line}: " in ran.out for line in wrong)
    assert ran.out.endswith("new.csv, import: 950 done, 50 refused.\n")

    done = [row["username"] for row in rows if row["result"] == "done"]
    assert commands.names() == sorted([*done, *THERE])
    entries = AuditBook(commands.aws.settings, commands.people.user_pool_id).view().entries
    made = Counter(
        each.target for each in entries if each.action == "create" and each.outcome == "done"
    )
    assert max(made.values()) == 1
    assert SECRET not in ran.out + ran.err + json.dumps(document)


@pytest.mark.parametrize(
    ("number", "status"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    ],
)
def test_an_interrupted_import_says_how_to_go_on_and_can(
    commands: UserCommands, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    names = [f"{number.name.lower()}-{n:03}" for n in range(400)]
    file = tmp_path / f"{number.name}.csv"
    file.write_text("username,password\n" + "".join(f"{name},{SECRET}\n" for name in names))
    session = TerminalSession(commands.aws.settings.home)
    arguments = ["--stack", STACK, "users", "import", str(file)]

    ran = ended_by(session, arguments, 40, number)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.endswith(
        " of 400 rows ended. Run the same command again to go on with the others.\n"
    )
    again = session.run(*arguments)
    assert (again.status, again.out) == (0, f"{file.name}, import: 400 done.\n")
    assert set(names) <= set(commands.names())
