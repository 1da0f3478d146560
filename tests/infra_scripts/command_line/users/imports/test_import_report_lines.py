"""The result of an import replaces neither a device nor the file that was imported."""

import os
from pathlib import Path

import pytest

from infra_scripts.command_line.users.imports.import_report_lines import result_file
from services.errors import InputError


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="pipe is no file"):
        result_file(str(pipe))


def test_the_file_of_users_is_not_replaced(tmp_path: Path) -> None:
    users, result = tmp_path / "users.csv", tmp_path / "result.json"
    users.write_text("username\n")
    with pytest.raises(InputError, match=r"users\.csv is the file of users"):
        result_file(str(tmp_path / "." / "users.csv"), str(users))
    assert result_file(str(result), str(users)) == result
    assert result_file("-", "-") is None
