"""Every page begins in one way: its title, then the sentences that say what it is for."""

import re
from pathlib import Path

import pytest

from pages._frame.navigation import NAVIGATION

PAGES = Path(__file__).parents[4] / "pages"
FILES = [entry.file for entries in NAVIGATION.values() for entry in entries]


@pytest.mark.parametrize("file", FILES)
def test_a_page_draws_its_head_once_and_no_title_of_its_own(file: str) -> None:
    source = (PAGES / file).read_text(encoding="utf-8")
    assert len(re.findall(r"\bpage_head\(", source)) == 1
    assert "st.title(" not in source
