"""Parts of API Gateway that exist for a run, found again by the stack's tag and their name."""

from typing import Any

from infra_scripts.stack.removal import Leftover
from infra_scripts.stack.resources.usage_plan import delete_usage_plan, stages_of
from infra_scripts.stack.resources.view import StackView
from services.errors import AwsError, CloudUnreachable, CredentialsRefused

_GATEWAY = "apigateway"


def remove_tagged(view: StackView, name: str) -> None:
    """Remove the usage plans, keys and APIs that carry the stack's tag under this name."""
    view.forget(_GATEWAY)
    for plan in _tagged(view, name, "get_usage_plans"):
        delete_usage_plan(view, str(plan["id"]), stages_of(plan))
    for key in _tagged(view, name, "get_api_keys"):
        view.write(_GATEWAY, "delete_api_key", apiKey=str(key["id"]))
    for api in _tagged(view, name, "get_rest_apis"):
        view.write(_GATEWAY, "delete_rest_api", restApiId=str(api["id"]))


def leftover_of(name: str, error: AwsError) -> Leftover:
    """Return what AWS does not let go; raises the error again when the cloud is not there."""
    if isinstance(error, CloudUnreachable | CredentialsRefused):
        raise error
    return Leftover(name=name, kind=name, id="", reason=error.message)


def _tagged(view: StackView, name: str, operation: str) -> list[dict[str, Any]]:
    items = view.read_pages(_GATEWAY, operation)
    return [item for item in items if view.is_ours(name, item.get("tags"))]
