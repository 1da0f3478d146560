"""The stylesheet: sent whole or not at all, and the only place with styles."""

import re
from pathlib import Path

import pytest

from pages._frame.style import style

PAGES = Path(__file__).parents[3] / "pages"
# The grid's cells are Streamlit's buttons, which only a rule made for the results can colour.
MADE_PER_RUN = {"pages/_ui/scenarios/scenario_grid.py"}


def test_the_stylesheet_holds_nothing_that_looks_like_a_tag() -> None:
    """DOMPurify would drop the whole style, and the look of every page with it."""
    sheet = style("light")
    assert sheet.startswith("<style>")
    assert sheet.endswith("</style>")
    assert "<" not in sheet.removeprefix("<style>").removesuffix("</style>")


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
    assert with_style == {"pages/_frame/style.py", *MADE_PER_RUN}


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
    ruled = set(re.findall(r"\.(lab-[a-z-]+)", style("light")))
    assert ruled - drawn == {"lab-left", "lab-down"}
    assert drawn - ruled == set()
