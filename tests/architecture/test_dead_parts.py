"""Nothing is left that nothing uses: what only tests name, or was never put into its table.

vulture looks for names that no other line of the source says. What a library or AWS calls by name,
and words that belong to a vocabulary, are allowed here, each with its reason.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from vulture import Vulture

from tests.architecture.source_tree import ROOT, module_name, source_files

_HOOK = "called or read by the library that owns the name"
_ENTRY = "AWS Lambda calls it by this name"
_POLICY = "printed in docs/aws.md, where a test compares it"
# "file: name" -> why nothing of ours has to use it
ALLOWED = {
    "infra_scripts/command_line/program.py: list_commands": _HOOK,
    "infra_scripts/command_line/runs/verify_report.py: system_out": _HOOK,
    "infra_scripts/lambdas/my_api/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/lambdas/user_sign_in/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/lambdas/walkthrough_api/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/lambdas/walkthrough_raises/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/lambdas/walkthrough_slow/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/lambdas/workbench/handler.py: lambda_handler": _ENTRY,
    "infra_scripts/local_engine/launch.py: returncode": _HOOK,
    "infra_scripts/local_engine/runner.py: keep_alive_timeout": _HOOK,
    "infra_scripts/local_engine/runner.py: loglevel": _HOOK,
    "infra_scripts/stack/bundle.py: create_system": _HOOK,
    "infra_scripts/stack/bundle.py: external_attr": _HOOK,
    "infra_scripts/stack/policies.py: deploy_policy": _POLICY,
    "infra_scripts/stack/policies.py: import_job_policy": _POLICY,
    "infra_scripts/stack/policies.py: verify_policy": _POLICY,
    "infra_scripts/stack/policies.py: walk_policy": _POLICY,
    "pages/_server/redacted_logs.py: exc_text": _HOOK,
    "pages/_server/redacted_logs.py: msg": _HOOK,
    "pages/_server/server.py: uses_pages_directory": _HOOK,
    "pages/_ui/page/templates.py: preprocess": _HOOK,
    "services/traffic/recorder.py: trust_env": _HOOK,
}


_IN_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def dead_names(files: list[Path], root: Path) -> set[str]:
    """Return "file: name" of everything that no line of `files` and no template below `root` uses.

    Members of enums do not count.
    """
    vulture = Vulture()
    vulture.scavenge(files)
    words = {(path, word) for path in files for word in _words_of_enums(path)}
    return {
        f"{Path(item.filename).relative_to(root).as_posix()}: {item.name}"
        for item in vulture.get_unused_code()
        if (Path(item.filename), item.name) not in words
        and item.name not in _said_in_templates(root)
    }


@cache
def _said_in_templates(root: Path) -> frozenset[str]:
    """Return the words of every expression in a Jinja template: attributes of what it is given."""
    texts = [path.read_text(encoding="utf-8") for path in root.glob("pages/**/*.j2")]
    said = [each for text in texts for each in _IN_TEMPLATE.findall(text)]
    return frozenset(word for each in said for word in re.findall(r"\w+", each))


def _words_of_enums(path: Path) -> Iterator[str]:
    """Yield the members of enums: a vocabulary of AWS's may be whole though one word is unused."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(it) for it in node.bases):
            for statement in node.body:
                if isinstance(statement, ast.Assign):
                    yield from (it.id for it in statement.targets if isinstance(it, ast.Name))


def test_every_part_of_the_source_is_used_by_the_source() -> None:
    assert dead_names(source_files(), ROOT) - set(ALLOWED) == set()


def unused_privates(path: Path) -> set[str]:
    """Return the private names at the top of a file that the file itself does not use.

    vulture counts a name as used when any file says it, also for one of its own.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in said if isinstance(node.ctx, ast.Load)}
    used |= {word for node in ast.walk(tree) for word in _words_of_text(node)}
    defined = {node.id for node in said if isinstance(node.ctx, ast.Store) and node.col_offset == 0}
    defined |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return {name for name in defined - used if name.startswith("_") and name[1:2] != "_"}


def _words_of_text(node: ast.AST) -> list[str]:
    """Return the words of a text: a type may be named in quotes."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return re.findall(r"\w+", node.value) if is_text else []


@pytest.mark.parametrize("path", source_files(), ids=module_name)
def test_a_private_name_is_used_in_its_own_file(path: Path) -> None:
    assert unused_privates(path) == set()


def test_what_only_a_template_names_is_used(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "row.html.j2").write_text("<td>{{ row.shown }}</td><td>hidden</td>")
    (tmp_path / "a.py").write_text("def shown() -> None: ...\ndef hidden() -> None: ...\n")
    assert dead_names([tmp_path / "a.py"], tmp_path) == {"a.py: hidden"}


def test_what_is_allowed_is_still_there() -> None:
    assert set(ALLOWED) - dead_names(source_files(), ROOT) == set()


@pytest.mark.parametrize(
    ("source", "dead"),
    [
        pytest.param("def used() -> None: ...\nused()\n", set(), id="a function that is called"),
        pytest.param("def forgotten() -> None: ...\n", {"a.py: forgotten"}, id="a function"),
        pytest.param("RULES = (1, 2)\n", {"a.py: RULES"}, id="a table nobody reads"),
        pytest.param(
            "from enum import StrEnum\nclass Word(StrEnum):\n    A = 'a'\n    B = 'b'\nWord.A\n",
            set(),
            id="one word of a vocabulary",
        ),
    ],
)
def test_the_check_itself_tells_dead_from_used(source: str, dead: set[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(source)
    assert dead_names([tmp_path / "a.py"], tmp_path) == dead


def test_what_a_template_asks_for_is_used_and_what_it_only_says_is_not(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html.j2").write_text("{{ row.used }} forgotten")
    (tmp_path / "a.py").write_text("class Row:\n    used = 1\n    forgotten = 2\nRow()\n")
    assert dead_names([tmp_path / "a.py"], tmp_path) == {"a.py: forgotten"}


@pytest.mark.parametrize(
    ("source", "unused"),
    [
        pytest.param("_USED = 1\nprint(_USED)\n", set(), id="a constant that is read"),
        pytest.param("_FORGOTTEN = 1\n", {"_FORGOTTEN"}, id="a constant nobody reads"),
        pytest.param("def _forgotten() -> None: ...\n", {"_forgotten"}, id="a function"),
        pytest.param(
            "class _Kept: ...\ndef f(it: '_Kept | None') -> None: ...\n",
            set(),
            id="a type that is named in quotes",
        ),
        pytest.param("__all__ = []\n", set(), id="a name of Python's own"),
    ],
)
def test_the_check_of_private_names_tells_used_from_unused(
    source: str, unused: set[str], tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(source)
    assert unused_privates(tmp_path / "a.py") == unused
