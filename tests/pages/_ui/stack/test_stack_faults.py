"""One cause is one fault, and all that follows from it stands under it."""

import pytest

from infra_scripts.stack.status import ResourceStatus
from pages._ui.stack.stack_faults import Fault, fault_words, stack_faults
from tests.pages._ui.stack.statuses import status

OPEN = {"AuthorizationType": ("NONE", "COGNITO_USER_POOLS")}
PUT_BACK = "Repair puts it back."


def test_a_whole_stack_has_no_fault() -> None:
    assert stack_faults([status("user_pool", "user_pool"), status("stage", "stage")]) == ()


def test_what_follows_along_a_chain_is_told_under_its_first_cause() -> None:
    found = [
        status("user_pool", "user_pool", "missing"),
        status("app_client", "app_client", "missing", follows_from="user_pool"),
        status("authorizer", "authorizer", "differs", follows_from="user_pool"),
        status("method_get_my_api", "method", "differs", follows_from="authorizer"),
        status("usage_plan", "usage_plan", "differs", changed={"RateLimit": (1, 10)}),
    ]
    assert stack_faults(found) == (
        Fault(
            title="User pool is missing",
            meaning="Repair creates it again.",
            followers=("App client", "Cognito authorizer", "Method GET /my-api"),
        ),
        Fault(title="Usage plan differs in RateLimit", meaning=PUT_BACK),
    )


@pytest.mark.parametrize(
    ("of", "words"),
    [
        pytest.param(
            status("api_key", "api_key", "missing"), "API key is missing", id="it is not there"
        ),
        pytest.param(
            status("method_get_my_api", "method", "differs", changed=OPEN),
            "Method GET /my-api has no authorizer",
            id="a method that asks for no token",
        ),
        pytest.param(
            status("stage", "stage", "differs", changed={"A": (1, 2), "B": (1, 2), "C": (1, 2)}),
            "Stage differs in A, B and 1 more",
            id="three fields, two of them named",
        ),
        pytest.param(
            status("user_pool", "user_pool", "differs", detail="It has no tag of this stack."),
            "User pool differs: It has no tag of this stack",
            id="something of somebody else stands there",
        ),
    ],
)
def test_a_fault_in_words(of: ResourceStatus, words: str) -> None:
    assert fault_words(of) == words


def test_a_method_that_asks_for_another_kind_of_credential_has_not_lost_its_authorizer() -> None:
    changed = {"AuthorizationType": ("AWS_IAM", "COGNITO_USER_POOLS")}
    method = status("method_get_my_api", "method", "differs", changed=changed)
    assert fault_words(method) == "Method GET /my-api differs in AuthorizationType"
