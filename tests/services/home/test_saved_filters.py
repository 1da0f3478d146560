"""Saved filters come back as they were, and a file that somebody broke does no harm."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from services.errors import InputError, StoredFileError
from services.home.saved_filters import (
    Field,
    SavedFilters,
    forget_filter,
    save_filter,
    saved_filters,
)
from services.settings import Settings
from tests.file_modes import is_private

ROOT = Path(__file__).parents[3]
SAVER = """
import sys
from pathlib import Path
from services.home.saved_filters import save_filter
from services.settings import Settings
sys.stdin.read()
for number in range(20):
    save_filter(Settings(home=Path(sys.argv[1])), f"{sys.argv[2]}{number}", {})
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_a_filter_is_kept_replaced_and_forgotten(settings: Settings) -> None:
    save_filter(settings, " New users ", {"status": ["UNCONFIRMED"]})
    save_filter(settings, "disabled", {"enabled": "Disabled"})
    save_filter(settings, "New users", {"status": []})
    assert saved_filters(settings).kept == {
        "disabled": {"enabled": "Disabled"},
        "New users": {"status": []},
    }
    assert is_private(settings.saved_filters_path)
    forget_filter(settings, "New users")
    forget_filter(settings, "never there")
    assert list(saved_filters(settings).kept) == ["disabled"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_is_none_is_refused(settings: Settings, name: str) -> None:
    with pytest.raises(InputError):
        save_filter(settings, name, {})
    assert saved_filters(settings).kept == {}


def test_fifty_are_kept_and_not_more(settings: Settings) -> None:
    for number in range(50):
        save_filter(settings, f"filter {number}", {})
    with pytest.raises(InputError, match="50 saved filters"):
        save_filter(settings, "one more", {})
    save_filter(settings, "filter 7", {"text": "a"})
    assert saved_filters(settings).kept["filter 7"] == {"text": "a"}


@pytest.mark.parametrize(
    "field",
    [7, None, True, ["a", 7], {}, {"day": "x"}, {"day": 7}, {"day": "2026-01-01", "a": "b"}],
)
def test_what_is_no_filter_is_left_out_as_a_whole_and_named(
    settings: Settings, field: object
) -> None:
    settings.saved_filters_path.parent.mkdir()
    written = {"good": {"text": "a"}, "bad": {"text": "a", "more": field}, "worse": 7}
    settings.saved_filters_path.write_text(json.dumps(written))
    good: dict[str, Field] = {"text": "a"}
    assert saved_filters(settings) == SavedFilters(kept={"good": good}, unreadable=("bad", "worse"))
    save_filter(settings, "more", {"text": "b"})
    forget_filter(settings, "worse")
    assert saved_filters(settings) == SavedFilters(
        kept={"good": good, "more": {"text": "b"}}, unreadable=("bad",)
    )


@pytest.mark.parametrize("content", ["[1]", "7", "null"])
def test_a_file_of_something_else_holds_no_filter_and_no_json_is_said(
    settings: Settings, content: str
) -> None:
    settings.saved_filters_path.parent.mkdir()
    settings.saved_filters_path.write_text(content)
    assert saved_filters(settings) == SavedFilters(kept={})
    settings.saved_filters_path.write_text("no json")
    with pytest.raises(StoredFileError):
        saved_filters(settings)


def test_a_day_and_a_list_come_back_as_they_were(settings: Settings) -> None:
    fields: dict[str, Field] = {"from": date(2026, 2, 3), "group": ["a", "b"], "text": "x"}
    save_filter(settings, "all kinds", fields)
    assert saved_filters(settings).kept == {"all kinds": fields}


def test_two_processes_that_save_at_the_same_time_lose_none(settings: Settings) -> None:
    program = [sys.executable, "-c", SAVER, str(settings.home)]
    savers = [
        subprocess.Popen([*program, name], cwd=ROOT, stdin=subprocess.PIPE) for name in ("a", "b")
    ]
    for saver in savers:  # both have started before either is let go
        assert saver.stdin
        saver.stdin.close()
    assert [saver.wait(60) for saver in savers] == [0, 0]
    assert len(saved_filters(settings).kept) == 40
