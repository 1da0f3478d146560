"""What a command reads has an end, also where the file has none, and stdin may be closed."""

import sys
from pathlib import Path

import pytest

from infra_scripts.command_line.users.data_files import opened_stdin
from infra_scripts.command_line.users.imports.import_text import ImportText
from services.errors import InputError


def test_a_file_of_more_than_100_mb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "much.csv"
    with file.open("wb") as much:
        much.truncate(100_000_001)
    with pytest.raises(InputError, match=r"much\.csv has more than 100 MB"):
        ImportText.read(str(file))


def test_a_file_without_a_name_is_not_the_present_directory() -> None:
    with pytest.raises(InputError, match=r"^A file without a name cannot be read\.$"):
        ImportText.read("")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no /dev/zero")
def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="/dev/zero has more than 100 MB"):
        ImportText.read("/dev/zero")


def test_a_closed_stdin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="Stdin is closed"):
        ImportText.read("-")
    with pytest.raises(InputError, match="Stdin is closed"):
        opened_stdin()
