"""docs/security.md says why checks of Prowler fail: what it says of the stack is so."""

import re
from pathlib import Path
from typing import Any

import pytest

from infra_scripts.stack.lab_stack import PASSWORD_POLICY, POOL_MFA, POOL_SETTINGS, lab_stack
from infra_scripts.stack.resources.function import FunctionResource

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
FAILING = set(re.findall(r"^\| `([a-z0-9_]+)` \|", TEXT, re.MULTILINE))
FUNCTIONS = [each for each in lab_stack("lab") if isinstance(each, FunctionResource)]


def test_every_check_that_failed_in_the_run_has_its_reason() -> None:
    services = {"apigateway": 5, "awslambda": 4, "cognito": 7}
    assert {
        service: sum(check.startswith(service) for check in FAILING) for service in services
    } == services
    assert "18, of 12 checks" in TEXT


@pytest.mark.parametrize(
    ("check", "setting", "value"),
    [
        pytest.param(
            "cognito_user_pool_mfa_enabled",
            POOL_MFA["MfaConfiguration"],
            "OPTIONAL",
            id="MFA is optional",
        ),
        pytest.param(
            "cognito_user_pool_self_registration_disabled",
            POOL_SETTINGS["AdminCreateUserConfig"],
            {"AllowAdminCreateUserOnly": False},
            id="users sign up themselves",
        ),
        pytest.param(
            "awslambda_function_env_vars_not_encrypted_with_cmk",
            [sorted(each.environment) for each in FUNCTIONS],
            [["CLIENT_ID", "USER_POOL_ID"], []],
            id="the variables are two ids",
        ),
    ],
)
def test_the_reason_of_a_check_is_so(check: str, setting: Any, value: Any) -> None:
    assert check in FAILING
    assert setting == value


def test_what_was_mended_is_mended() -> None:
    mended = "cognito_user_pool_password_policy_minimum_length_14"
    assert mended in TEXT
    assert mended not in FAILING
    assert PASSWORD_POLICY["MinimumLength"] == 14
