"""A real fault of a real stack: what an admin may do by hand in the console of AWS."""

from pages._server.process import LabProcess
from services.lab import Lab


def take_the_authorizer_off(process: LabProcess, path: str) -> None:
    """Let GET on this path ask for no token, and let the process read the stack anew."""
    remove_authorizer(process.lab(), path)
    process.stack.expire()


def remove_authorizer(lab: Lab, path: str) -> None:
    """Let GET on this path ask for no token."""
    api = lab.outputs.rest_api_id
    found = lab.aws.call("apigateway", "get_resources", restApiId=api, limit=500)["items"]
    (resource,) = [item["id"] for item in found if item["path"] == path]
    lab.aws.call(
        "apigateway",
        "update_method",
        restApiId=api,
        resourceId=resource,
        httpMethod="GET",
        patchOperations=[{"op": "replace", "path": "/authorizationType", "value": "NONE"}],
    )
