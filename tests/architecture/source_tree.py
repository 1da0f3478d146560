"""The source tree as the tests of its rules see it: files, modules and what each imports."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("services", "infra_scripts", "pages", "streamlit_app", "tests")
_IMPORTING_CALLS = {"import_module", "__import__", "run_module", "run_path"}


def source_files() -> list[Path]:
    folders = [
        path
        for name in ("services", "infra_scripts", "pages")
        for path in (ROOT / name).rglob("*.py")
    ]
    return [ROOT / "streamlit_app.py", *folders]


def python_files() -> list[Path]:
    return source_files() + list((ROOT / "tests").rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in source_files()}


def imports_of(path: Path) -> set[str]:
    return imports_in(path.read_text(encoding="utf-8"))


def imports_in(source: str) -> set[str]:
    """Return the full names that a source imports, also by `import_module("name")`.

    `from a.b import c` counts as a.b.c where that is a module of ours, as a.b otherwise. A name of
    ours that is only a string counts too where the source calls for modules by name.
    """
    tree = ast.parse(source)
    found: set[str] = set()
    strings: set[str] = set()
    imports_by_name = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "the house imports by full name, not relatively"
            found |= {_target(node.module or "", alias.name) for alias in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            imports_by_name |= name in _IMPORTING_CALLS
    if imports_by_name:
        known = (*OURS, "streamlit", "boto3", "botocore")
        found |= {text for text in strings if text.split(".")[0] in known and text[-3:] != ".py"}
    return found


def _target(module: str, name: str) -> str:
    full = f"{module}.{name}"
    return full if full in MODULES else module
