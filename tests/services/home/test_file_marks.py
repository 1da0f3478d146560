"""Marks: held while something goes on, and by nobody after its end, however sudden."""

import subprocess
import sys
from pathlib import Path

from services.home.file_marks import held_mark, held_marks
from services.settings import PROJECT_ROOT

HOLD = (
    "import sys, pathlib, time; from services.home.file_marks import held_mark\n"
    "with held_mark(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True); time.sleep(60)"
)


def test_a_mark_is_held_for_the_length_of_the_block(tmp_path: Path) -> None:
    with held_mark(tmp_path) as one, held_mark(tmp_path) as two:
        assert held_marks(tmp_path) == sorted([one, two])
    assert held_marks(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_was_ever_marked_nothing_is_held(tmp_path: Path) -> None:
    assert held_marks(tmp_path / "missing") == []


def test_a_mark_whose_holder_was_killed_is_held_by_nobody_and_goes(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=PROJECT_ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    assert len(held_marks(tmp_path)) == 1
    holder.kill()
    holder.communicate()
    assert len(list(tmp_path.iterdir())) == 1
    assert held_marks(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
