"""Saved filters come back as they were, and a file that somebody broke does no harm."""

from pathlib import Path

import pytest

from services.errors import InputError, StoredFileError
from services.home.saved_filters import forget_filter, save_filter, saved_filters
from services.settings import Settings
from tests.file_modes import is_private


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_a_filter_is_kept_replaced_and_forgotten(settings: Settings) -> None:
    save_filter(settings, " New users ", {"status": ["UNCONFIRMED"]})
    save_filter(settings, "disabled", {"enabled": "Disabled"})
    save_filter(settings, "New users", {"status": []})
    assert saved_filters(settings) == {
        "disabled": {"enabled": "Disabled"},
        "New users": {"status": []},
    }
    assert is_private(settings.saved_filters_path)
    forget_filter(settings, "New users")
    forget_filter(settings, "never there")
    assert list(saved_filters(settings)) == ["disabled"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_is_none_is_refused(settings: Settings, name: str) -> None:
    with pytest.raises(InputError):
        save_filter(settings, name, {})
    assert saved_filters(settings) == {}


def test_fifty_are_kept_and_not_more(settings: Settings) -> None:
    for number in range(50):
        save_filter(settings, f"filter {number}", {})
    with pytest.raises(InputError, match="50 saved filters"):
        save_filter(settings, "one more", {})
    save_filter(settings, "filter 7", {"text": "a"})
    assert saved_filters(settings)["filter 7"] == {"text": "a"}


def test_what_is_no_filter_is_left_out_and_no_json_is_said(settings: Settings) -> None:
    settings.saved_filters_path.parent.mkdir()
    settings.saved_filters_path.write_text('{"good": {"text": "a"}, "bad": 7}')
    assert saved_filters(settings) == {"good": {"text": "a"}}
    settings.saved_filters_path.write_text("no json")
    with pytest.raises(StoredFileError):
        saved_filters(settings)
