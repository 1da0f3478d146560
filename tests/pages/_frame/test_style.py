"""The stylesheet: the only place with styles, and its rules are those of the parts."""

import re
from pathlib import Path

import pytest

from pages._frame.style import style

PAGES = Path(__file__).parents[3] / "pages"
SHEET = PAGES / "_frame" / "lab.css"


@pytest.mark.parametrize(
    ("theme", "scheme"),
    [("light", "light"), ("dark", "dark"), (None, "light dark")],
    ids=["light", "dark", "not known yet"],
)
def test_dialogs_and_popovers_follow_the_viewers_theme(theme, scheme: str) -> None:
    assert style(theme).endswith(f"{{ color-scheme: {scheme}; }}</style>")


def test_no_part_brings_a_style_block_of_its_own() -> None:
    parts = [path for path in PAGES.rglob("*") if path.suffix in {".py", ".j2"}]
    with_style = {
        path.relative_to(PAGES.parent).as_posix()
        for path in parts
        if re.search(r"<style\b", path.read_text(encoding="utf-8"))
    }
    assert with_style == {"pages/_frame/style.py"}


def test_no_part_escapes_html_by_hand() -> None:
    by_hand = [
        path.name
        for path in PAGES.rglob("*.py")
        if re.search(r"\bhtml import|html\.escape", path.read_text(encoding="utf-8"))
    ]
    assert by_hand == []


def test_every_class_of_a_part_has_a_rule_and_every_rule_a_part() -> None:
    """The names that a template puts together, such as the direction of an arrow, are given."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in PAGES.rglob("*")
        if path.suffix in {".py", ".j2", ".js"}
    ]
    attributes = re.findall(r'\bclass(?:es|Name)?(?: ?= ?|: )"([^"]*)"', "\n".join(texts))
    drawn = {name for each in attributes for name in re.findall(r"\blab-[a-z-]*[a-z]\b", each)}
    ruled = set(re.findall(r"\.(lab-[a-z-]+)", SHEET.read_text(encoding="utf-8")))
    assert ruled - drawn == {"lab-left", "lab-down"}
    assert drawn - ruled == set()
