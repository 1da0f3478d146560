"""What a command on users writes to stdout: a full disk there is told as anywhere."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra_scripts.command_line.users.data_files import write_data
from services.errors import DiskFull

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with FULL.open("wb", buffering=0) as disk:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(disk, write_through=True))
        with pytest.raises(DiskFull, match="/dev/stdout cannot be written: No space left"):
            write_data(None, [b"users"])
        sys.stdout.detach()


def test_a_reader_who_went_away_is_no_error_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Iterator[bytes]:
        raise BrokenPipeError
        yield b""

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(BrokenPipeError):
        write_data(None, gone())
