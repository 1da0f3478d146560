"""The personas file: what is seeded is read back, privately, and other files are refused."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.errors import StoredFileError
from services.home.personas import Persona, PersonaPool, load_personas, save_personas
from services.settings import Settings

TOM = Persona(
    username="tom",
    password="Secret-1",
    groups=("staff", "admins"),
    status="CONFIRMED",
    enabled=False,
    mfa=True,
    pool=PersonaPool.OTHER,
    story="Signs in with a code.",
    totp_secret="JBSWY3DPEHPK3PXP",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_personas_are_read_back_as_they_were(settings: Settings) -> None:
    save_personas(settings, [TOM])
    assert load_personas(settings) == [TOM]


def test_nothing_seeded_is_an_empty_list(settings: Settings) -> None:
    assert load_personas(settings) == []


def test_the_file_has_the_fields_of_the_contract(settings: Settings) -> None:
    save_personas(settings, [TOM])
    [row] = json.loads(settings.personas_path.read_text(encoding="utf-8"))
    contract = {"username", "password", "groups", "status", "enabled", "mfa", "pool", "story"}
    assert contract <= set(row)
    assert (row["pool"], row["groups"]) == ("other", ["staff", "admins"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_for_this_user_only(settings: Settings) -> None:
    save_personas(settings, [TOM])
    assert stat.S_IMODE(settings.personas_path.stat().st_mode) == 0o600


def test_no_repr_holds_a_password_or_a_totp_secret() -> None:
    assert [secret for secret in ("Secret-1", "JBSWY3DP") if secret in repr(TOM)] == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"username": "tom"}, id="an object"),
        pytest.param({}, id="an empty object"),
        pytest.param([{"username": "tom"}], id="a row without its fields"),
        pytest.param([["tom"]], id="a row that is a list"),
        pytest.param(
            [{"username": "t", "groups": [], "pool": "mars", "status": "", "story": ""}],
            id="a pool nobody knows",
        ),
        pytest.param(
            [
                {
                    "username": 1,
                    "password": "p",
                    "groups": [],
                    "pool": "lab",
                    "status": "",
                    "story": "",
                }
            ],
            id="a username that is no text",
        ),
    ],
)
def test_another_file_is_refused(settings: Settings, content: Any) -> None:
    settings.cloud_dir.mkdir(parents=True)
    settings.personas_path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StoredFileError, match="is not a personas file"):
        load_personas(settings)


def test_each_stack_has_a_file_of_its_own(settings: Settings) -> None:
    """One file for two stacks would lose the first one's passwords and key."""
    other = replace(settings, stack="other-lab")
    save_personas(settings, [TOM])
    assert load_personas(other) == []
    save_personas(other, [])
    assert load_personas(settings) == [TOM]


@pytest.mark.parametrize("damage", ["", "{", "[1"], ids=["empty", "cut short", "no end"])
def test_a_damaged_file_is_made_anew_by_seed(settings: Settings, damage: str) -> None:
    settings.cloud_dir.mkdir(parents=True)
    settings.personas_path.write_text(damage, encoding="utf-8")
    with pytest.raises(StoredFileError, match="is not valid JSON") as caught:
        load_personas(settings)
    assert "python -m infra_scripts seed" in caught.value.hint
