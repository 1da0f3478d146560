"""The own script as text: small parts, and none of what its rules forbid."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "pages" / "_frame" / "script"
PARTS = sorted(FOLDER.glob("*.js"))
# What could turn a text into markup or code, or carry something out of the page.
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|"
    r"setTimeout\([\"'`]|document\.cookie|sendBeacon|XMLHttpRequest|https?://"
)


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_no_part_of_the_script_is_longer_than_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
    assert max(len(line) for line in lines) <= 100


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_no_part_makes_markup_or_code_of_a_text(path: Path) -> None:
    assert FORBIDDEN.search(path.read_text(encoding="utf-8")) is None


def test_every_part_is_imported_by_another_and_every_import_is_there() -> None:
    said = re.findall(r'from "\./([a-z_]+\.js)"', "\n".join(p.read_text("utf-8") for p in PARTS))
    assert {*said, "lab.js"} == {path.name for path in PARTS}
