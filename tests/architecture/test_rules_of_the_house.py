"""The rules of the house that a machine can hold: import arrows, file sizes, rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("services", "infra_scripts", "pages", "streamlit_app", "tests")
LONGEST_FILE = 300

# package -> what it may import of ours and which outside packages are forbidden to it
ALLOWED = {
    "services": {"services"},
    "infra_scripts": {"infra_scripts", "services"},
    "pages": {"pages", "infra_scripts", "services"},
    "streamlit_app": {"pages", "services"},
}
FORBIDDEN_OUTSIDE = {
    "services": {"streamlit"},
    "infra_scripts": {"streamlit"},
    "pages": {"boto3", "botocore", "requests"},
    "streamlit_app": {"boto3", "botocore", "requests"},
}
# room within services -> what it may know besides itself
PURE_ROOMS = {
    "services.traffic": {"services.errors"},
    "services.tokens": {"services.errors"},
    "services.authorizer": {"services.errors", "services.tokens", "services.traffic"},
}


def source_files() -> list[Path]:
    top = [ROOT / "streamlit_app.py"]
    folders = [
        path
        for name in ("services", "infra_scripts", "pages")
        for path in (ROOT / name).rglob("*.py")
    ]
    return [path for path in top + folders if path.exists()]


def python_files() -> list[Path]:
    return source_files() + list((ROOT / "tests").rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; the house imports by full name"
            found.add(node.module or "")
    return found


def arrow_violations(module: str, imports: set[str]) -> set[str]:
    package = module.split(".", maxsplit=1)[0]
    if module.startswith("infra_scripts.lambdas."):
        return {name for name in imports if name.split(".")[0] in OURS}
    bad = {
        name
        for name in imports
        if (name.split(".")[0] in OURS and name.split(".")[0] not in ALLOWED[package])
        or name.split(".")[0] in FORBIDDEN_OUTSIDE[package]
    }
    room = next((room for room in PURE_ROOMS if module.startswith(room)), None)
    if room:
        known = (room, *PURE_ROOMS[room])
        bad |= {name for name in imports if name.startswith("services")} - {
            name for name in imports if name.startswith(known)
        }
    return bad


@pytest.mark.parametrize("path", source_files(), ids=module_name)
def test_imports_follow_the_arrows(path: Path) -> None:
    assert arrow_violations(module_name(path), imports_of(path)) == set()


@pytest.mark.parametrize(
    ("module", "imported", "is_allowed"),
    [
        ("services.lab", "infra_scripts.provisioner", False),
        ("services.sign_in", "streamlit", False),
        ("services.tokens.verify", "services.aws", False),
        ("services.tokens.verify", "services.errors", True),
        ("services.tokens.verify", "services.traffic.exchange", False),
        ("services.authorizer.decision", "services.tokens.signature", True),
        ("services.authorizer.decision", "services.lab", False),
        ("services.traffic.recorder", "services.traffic.exchange", True),
        ("infra_scripts.seed", "pages._ui.context", False),
        ("infra_scripts.seed", "services.aws", True),
        ("infra_scripts.lambdas.my_api.handler", "services.errors", False),
        ("infra_scripts.lambdas.user_sign_in.handler", "boto3", True),
        ("pages.demo.sign_in", "boto3", False),
        ("pages.demo.sign_in", "infra_scripts.provisioner", True),
    ],
)
def test_the_arrow_check_itself_tells_right_from_wrong(
    module: str, imported: str, *, is_allowed: bool
) -> None:
    assert (arrow_violations(module, {imported}) == set()) is is_allowed


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
