"""No cause is lost unseen, and each one is expected by name in a test of this folder."""

import ast
from collections.abc import Iterator
from pathlib import Path

from services.doctor.diagnosis import CAUSES
from tests.services.doctor.cases.case_files import cases_of_others, open_cases

CASES = (*open_cases(), *cases_of_others())
# What people asked about in public; docs/aws-facts.md names the sources.
ASKED_ABOUT = {
    "access-token-without-scopes",
    "authorizer-cache",
    "claims-as-text",
    "cors-hides-the-answer",
    "email-not-verified",
    "emulator-ignores-the-secret",
    "flow-not-enabled",
    "groups-are-the-apps-job",
    "hash-over-the-wrong-name",
    "id-token-with-scopes",
    "insufficient-scope",
    "locked-out",
    "new-password-required",
    "no-lambda-permission",
    "not-deployed",
    "not-routed",
    "other-pool",
    "preflight-refused",
    "role-lacks-action",
    "scope-of-no-sign-in",
    "secret-hash",
    "sign-out-revokes-nothing",
    "temporary-password-expired",
    "token-older-than-the-change",
    "token-outlives-the-sign-out",
    "tools-differ",
    "user-enumeration",
}


def test_the_doctor_knows_every_cause_that_people_asked_about() -> None:
    assert ASKED_ABOUT - {cause.id for cause in CAUSES} == set()


def test_every_cause_is_expected_in_a_test() -> None:
    files = Path(__file__).parent.glob("test_*.py")
    expected = {text for file in files for text in expected_texts(file.read_text("utf-8"))}
    expected |= {cause for case in CASES for cause in case.causes[:1]}
    assert {cause.id for cause in CAUSES} - expected == set()


def expected_texts(source: str) -> Iterator[str]:
    """Yield the texts that a test compares with `==` or has in its table of cases."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            yield from _texts(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.param":
            yield from _texts(*node.args)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and "CASES" in ast.unparse(node):
            yield from _texts(node)


def _texts(*nodes: ast.AST) -> Iterator[str]:
    for within in nodes:
        for node in ast.walk(within):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_only_what_is_compared_counts_as_expected() -> None:
    source = 'NAMED = "a"\nassert first.id == "b"\npytest.param(1, "c", id="d")\n'
    assert list(expected_texts(source)) == ["b", "c"]
