"""The documents say what is so: commands run, settings are listed, the policy is the product's."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from infra_scripts.command_line.program import main, program
from infra_scripts.stack.policies import (
    deploy_policy,
    import_job_policy,
    verify_policy,
    walk_policy,
)
from services.authorizer.differences import LOCAL_DIFFERENCES
from services.scenarios.table.grid import GRID
from services.scenarios.table.table import SCENARIOS
from tests.browser.lab_server import clean_environment
from tests.docs.document import spans
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
SHELL_LINES = [
    line.split("#")[0].strip()
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.strip()
]
CI = (ROOT / "docs" / "verify-in-ci.md").read_text(encoding="utf-8")
RECIPES = [
    re.findall(r"(python -m infra_scripts .*)", block)
    for block in re.findall(r"```yaml\n(.*?)```", CI, re.DOTALL)
]
SCRIPT_LINES = list(dict.fromkeys(line for line in SHELL_LINES if " -m infra_scripts " in line))


def run_line(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    arguments = shlex.split(line)[1:]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=clean_environment(
            AUTHORIZER_LAB_HOME=str(home), AUTHORIZER_LAB_ENGINE_PORT=str(free_port())
        ),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.engine
def test_the_commands_of_the_readme_work_in_their_order(tmp_path: Path) -> None:
    lines = [line for line in SCRIPT_LINES if not line.endswith(" demo")]
    assert [line.split()[3] for line in lines] == [
        "plan",
        "up",
        "seed",
        "status",
        "outputs",
        "verify",
        "rehearse",
        "reset",
        "down",
    ]
    for line in lines:
        ran = run_line(line, tmp_path / "home")
        assert (ran.returncode, ran.stderr) == (0, ""), f"{line}\n{ran.stdout}\n{ran.stderr}"


@pytest.mark.slow
@pytest.mark.engine
def test_the_commands_of_the_recipe_for_ci_work_in_their_order(tmp_path: Path) -> None:
    github, gitlab = RECIPES
    assert [line.split()[3] for line in github] == ["up", "verify", "down"]
    assert gitlab == github
    results = tmp_path / "verify.xml"
    for line in github:
        ran = run_line(line.replace("verify.xml", str(results)), tmp_path / "home")
        assert (ran.returncode, ran.stderr) == (0, ""), f"{line}\n{ran.stdout}\n{ran.stderr}"
    assert results.read_text(encoding="utf-8").count("<testcase ") == len(SCENARIOS)


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {line.split()[1] for line in SHELL_LINES if line.startswith("make ")}
    named |= set(re.findall(r"`make (\w+)`", README))
    for_all, for_changes = (
        {"demo", "test", "check", "bench"},
        {"quick", "coverage", "lock", "hooks"},
    )
    assert named == for_all | for_changes | {"screenshots", "clean"}
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def test_every_setting_is_documented() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("services", "infra_scripts", "pages")
        for path in (ROOT / folder).rglob("*.py")
    )
    settings = set(re.findall(r"AUTHORIZER_LAB_[A-Z_]+[A-Z]", source))
    assert {name for name in settings if f"`{name}`" not in README} == set()


def test_every_command_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"], env={}) == 0
    commands = re.findall(
        r"^  ([a-z]+)  ", capsys.readouterr().out.split("Commands:")[1], re.MULTILINE
    )
    assert len(commands) == 14
    assert undocumented(README, commands) == []


def undocumented(text: str, commands: list[str]) -> list[str]:
    """Return the commands that stand in no command line of the text.

    The name in a sentence is not enough. A group's command line may list its parts in a sentence:
    `engine start|stop|status`.
    """
    shown = set(re.findall(r"-m infra_scripts (?:--\S+ )*([a-z]+)", text))
    for name, command in program.commands.items():
        parts = "|".join(command.commands) if isinstance(command, click.Group) else None
        if parts and f"`{name} {parts}`" in text:
            shown.add(name)
    return [name for name in commands if name not in shown]


@pytest.mark.parametrize("name", ["up", "status", "verify", "engine"])
def test_a_command_that_is_only_mentioned_counts_as_undocumented(name: str) -> None:
    mentioned = README.replace(f"-m infra_scripts {name}", "").replace(f"`{name} ", "`nothing ")
    assert f"`{name}" in mentioned or f" {name}" in mentioned
    assert undocumented(mentioned, ["plan", name]) == [name]


def test_the_document_on_the_local_engine_lists_the_differences_that_the_product_knows() -> None:
    text = (ROOT / "docs" / "local-engine.md").read_text(encoding="utf-8")
    table = text.partition("## What still differs")[2].partition("##")[0]
    topics = re.findall(r"^\| ([^-].*?) \|", table, re.MULTILINE)
    assert topics == ["topic", *(difference.topic for difference in LOCAL_DIFFERENCES)]


def test_the_readme_leads_to_every_document_for_users() -> None:
    linked = set(re.findall(r"\]\(docs/([\w-]+\.md)\)", README))
    documents = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert documents - linked == {"aws-facts.md"}  # the index leads to it


def test_the_index_lists_every_document() -> None:
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target).resolve() for target in re.findall(r"\]\(([^)#]+)\)", text)}
    documents = {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")} - {ROOT / "docs" / "index.md"}
    assert documents - linked == set()


def test_files_that_the_documents_name_exist() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for span in spans(document.read_text(encoding="utf-8")):
            if re.match(r"(services|infra_scripts|pages|tests|docs)/\S*$", span):
                assert (ROOT / span).exists(), f"{document.name} names {span}"


def test_links_and_pictures_of_the_documents_exist() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name} points to {target}"


def test_the_policies_in_the_documents_are_the_products() -> None:
    text = (ROOT / "docs" / "aws.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    where = {"partition": "aws", "region": "REGION", "account": "ACCOUNT"}
    policies = [
        deploy_policy(**where, stack="authorizer-lab"),
        import_job_policy(**where),
        verify_policy(**where),
        walk_policy(**where),
    ]
    assert [json.loads(block) for block in blocks] == json.loads(json.dumps(policies))


def test_the_numbers_of_scenarios_are_those_of_the_table() -> None:
    beyond_the_grid = len(SCENARIOS) - len(GRID)
    assert f"{len(SCENARIOS)} scenarios" in README
    assert f"{beyond_the_grid} more scenarios" in README
