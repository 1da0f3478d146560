"""CONTRIBUTING.md and the changelog say what is so: commands and places exist, none is left out."""

import re
import tomllib

import pytest

from tests.docs.test_documents import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TARGETS = set(
    re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[
        0
    ].split()
)


def test_its_make_commands_are_the_makefile_s() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", CONTRIBUTING, re.MULTILINE))
    assert named == TARGETS


def test_every_target_has_a_rule() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {
        name for name in TARGETS if not re.search(rf"^{name}:", makefile, re.MULTILINE)
    } == set()


def test_the_files_and_folders_that_it_names_exist() -> None:
    made = {".venv/bin/python"}
    a_path = r"(?<![\w/.])((?:[\w.-]+/)+[\w.-]*\w|[\w-][\w.-]*\.(?:md|toml|txt))(?!\w)"
    named = set(re.findall(a_path, CONTRIBUTING))
    assert {"requirements-dev.lock.txt", "pages/learn", "tests/waiting.py"} < named
    assert {name for name in named - made if not (ROOT / name).exists()} == set()


def test_the_marks_that_it_explains_are_those_that_tests_may_carry() -> None:
    table = CONTRIBUTING.partition("| mark |")[2]
    marks = [mark.partition(":")[0] for mark in PROJECT["tool"]["pytest"]["ini_options"]["markers"]]
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == sorted(marks)


def test_the_changelog_has_a_section_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## \[(.*?)\](?: - (\d{4}-\d\d-\d\d))?$", changelog, re.MULTILINE)
    assert sections[0] == ("Unreleased", "")
    assert sections[1][0] == PROJECT["project"]["version"]
    assert all(day for _, day in sections[1:])


@pytest.mark.parametrize("table", ["packages", "py-modules"])
def test_nothing_is_installed_under_the_general_names_of_the_folders(table: str) -> None:
    assert PROJECT["tool"]["setuptools"][table] == []


def test_the_workflow_names_each_action_by_its_commit() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", workflow)
    assert len(used) == 4
    assert [
        each for each in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
    ] == []


def test_the_hooks_are_the_parts_of_make_check() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"entry: make --no-print-directory (\w+)", hooks)
    assert entries == ["style", "types", "quick", "fast"]
    assert re.findall(r"repo: (.*)", hooks) == ["local"]
