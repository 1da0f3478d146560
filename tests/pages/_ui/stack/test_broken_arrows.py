"""Which arrows of the drawing a fault breaks, and what stands beside them."""

import pytest

from infra_scripts.stack.status import ResourceStatus
from pages._ui.stack.broken_arrows import broken_arrows
from tests.pages._ui.stack.statuses import status

OPEN = {"AuthorizationType": ("NONE", "COGNITO_USER_POOLS")}
OTHER_FUNCTION = {"IntegrationUri": ("other", "arn")}


def _method(path: str, changed: dict[str, tuple[object, object]]) -> ResourceStatus:
    return status(f"method_{path}", "method", "differs", changed=changed)


@pytest.mark.parametrize(
    ("found", "broken"),
    [
        pytest.param([status("rest_api", "rest_api")], {}, id="nothing is wrong"),
        pytest.param(
            [_method("get_my_api", OPEN)],
            {"check": "no authorizer on GET /my-api"},
            id="a method without authorizer breaks the way to the authorizer",
        ),
        pytest.param(
            [_method("get_my_api", OPEN), _method("get_my_api_admins", OPEN)],
            {"check": "no authorizer on GET /my-api and 1 more"},
            id="two of them are counted",
        ),
        pytest.param(
            [_method("get_my_api", OTHER_FUNCTION)],
            {"allow": "GET /my-api differs"},
            id="a method that calls another function breaks the way to the function",
        ),
        pytest.param(
            [_method("get_open", {"AuthorizationType": ("AWS_IAM", "NONE")})],
            {"allow": "GET /open differs"},
            id="an open route never went to the authorizer",
        ),
        pytest.param(
            [status("permission_post_user_sign_in", "permission", "missing")],
            {"sign-in": "Permission to call for POST /user-sign-in is missing"},
            id="a permission of the sign-in",
        ),
        pytest.param(
            [status("user_pool", "user_pool", "missing")],
            {
                "auth": "User pool is missing",
                "trust": "User pool is missing",
                "member": "User pool is missing",
            },
            id="all that leads to the user pool",
        ),
        pytest.param(
            [status("authorizer", "authorizer", "differs", changed={"ProviderARNs": (1, 2)})],
            {"trust": "Cognito authorizer differs"},
            id="an authorizer that trusts another pool",
        ),
        pytest.param(
            [
                status("my_api_function", "function", "missing"),
                status("permission_get_open", "permission", "missing", follows_from="x"),
            ],
            {"allow": "Function my-api is missing"},
            id="what follows from a fault is not told again",
        ),
        pytest.param(
            [status("stage", "stage", "differs", changed={"RateLimit": (1, 2)})],
            {},
            id="a stage with another limit still takes calls",
        ),
    ],
)
def test_the_arrows_that_a_fault_breaks(
    found: list[ResourceStatus], broken: dict[str, str]
) -> None:
    assert broken_arrows(found) == broken
