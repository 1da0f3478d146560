"""An export that is written behind: its progress, its end, and no file left over."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages._server.snapshots.export_work import ExportWork
from pages._server.snapshots.tab_work import WorkState
from services.errors import LabError, SnapshotError
from services.users.csv_files.export.choices import ExportProgress, TellExport
from tests.file_modes import is_private

SECONDS = 60


def pieces(tell: TellExport) -> Iterator[bytes]:
    for number in range(1, 4):
        yield bytes([number]) * 300_000
        tell(ExportProgress(written=number, total=3))


def ended(work: ExportWork) -> ExportWork:
    work.wait(SECONDS)
    return work


def test_what_was_written_is_read_from_its_start_as_often_as_asked(tmp_path: Path) -> None:
    work = ended(ExportWork(tmp_path / "new", pieces))
    assert (work.state, work.size) == (WorkState.DONE, 900_000)
    assert work.progress == ExportProgress(written=3, total=3)
    whole = b"".join(bytes([number]) * 300_000 for number in (1, 2, 3))
    one, other = work.pieces(), work.pieces()
    both = [(next(one), next(other))]
    both += zip(one, other, strict=True)
    assert b"".join(first for first, _ in both) == whole
    assert b"".join(second for _, second in both) == whole


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file without a name")
def test_nobody_else_finds_the_file(tmp_path: Path) -> None:
    work = ended(ExportWork(tmp_path / "new", pieces))
    assert list((tmp_path / "new").iterdir()) == []
    assert is_private(tmp_path / "new")
    assert next(work.pieces())


def test_a_cancelled_one_ends_after_its_batch_and_keeps_nothing(tmp_path: Path) -> None:
    go_on, begun = threading.Event(), threading.Event()

    def slow(tell: TellExport) -> Iterator[bytes]:
        for piece in pieces(tell):
            begun.set()
            assert go_on.wait(SECONDS)
            yield piece

    work = ExportWork(tmp_path, slow)
    assert begun.wait(SECONDS)
    work.cancel()
    go_on.set()
    assert ended(work).state is WorkState.CANCELLED
    assert list(work.pieces()) == []
    assert work.size == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(
            SnapshotError("The snapshot is closed."), "The snapshot is closed.", id="known"
        ),
        pytest.param(
            ValueError("x"), "The export stopped on an unexpected error.", id="unforeseen"
        ),
    ],
)
def test_one_that_fails_says_why(tmp_path: Path, error: Exception, said: str) -> None:
    def failing(tell: TellExport) -> Iterator[bytes]:
        yield from pieces(tell)
        raise error

    work = ended(ExportWork(tmp_path, failing))
    assert work.state is WorkState.FAILED
    assert isinstance(work.error, LabError)
    assert work.error.message == said
    assert list(work.pieces()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    work = ended(ExportWork(tmp_path / "file" / "new", pieces))
    assert work.state is WorkState.FAILED
    assert work.error is not None
    assert "is a file, where a directory belongs" in work.error.message
