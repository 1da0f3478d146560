"""The rules of the house that a machine can hold: sizes of files and folders, names, places."""

import ast
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.source_tree import ROOT, module_name, python_files, source_files

LONGEST_FILE = 300
FULLEST_FOLDER = 15
# Half of all files and functions are not longer than this; empty files do not count.
MEDIAN_FILE = 98
MEDIAN_FUNCTION = 7
# One file for each kind of AWS resource: this folder grows with AWS.
ONE_FILE_PER_KIND = "infra_scripts/stack/resources"


@pytest.mark.parametrize("path", python_files(), ids=module_name)
def test_no_file_is_longer_than_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_page_stands_where_streamlit_would_serve_it_without_the_frame() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []


def test_page_file_names_are_unique_over_all_folders() -> None:
    names = [path.name for path in (ROOT / "pages").rglob("*.py") if path.name != "__init__.py"]
    assert sorted(names) == sorted(set(names))


def test_modules_are_not_named_for_nothing_in_particular() -> None:
    vague = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}
    assert [path for path in python_files() if path.name in vague] == []


def test_no_class_name_stands_for_two_things() -> None:
    """Functions' own folders and private classes may repeat a name: nobody imports both."""
    names = Counter(
        node.name
        for path in files_of_the_rooms()
        if "lambdas" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_folder_is_fuller_than_one_can_survey() -> None:
    counts = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in python_files()
        if path.name != "__init__.py"
    )
    del counts[ONE_FILE_PER_KIND]
    assert {folder: n for folder, n in counts.items() if n > FULLEST_FOLDER} == {}


def test_half_of_all_files_are_short() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in files_of_the_rooms()]
    assert median(length for length in lines if length) <= MEDIAN_FILE


def test_half_of_all_functions_are_short() -> None:
    """A function's length runs from `def` to its last line, the docstring included."""
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in files_of_the_rooms()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert median(lengths) <= MEDIAN_FUNCTION


def files_of_the_rooms() -> list[Path]:
    """Return the files of services, infra_scripts and pages."""
    return [path for path in source_files() if path.parent != ROOT]


def _choices() -> list[tuple[str, set[str]]]:
    """Return each segmented control or pills of the pages: its place, and what it is given."""
    return [
        (f"{module_name(path)}:{node.lineno}", {str(each.arg) for each in node.keywords})
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"segmented_control", "pills"}
    ]


def test_what_is_chosen_from_the_start_cannot_be_unchosen() -> None:
    assert len(_choices()) > 10
    chosen = [(place, given) for place, given in _choices() if "default" in given]
    assert [place for place, given in chosen if "required" not in given] == []
