"""An AWS that answers from a script and keeps what it was asked, parameters included."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from infra_scripts.stack.resources.view import StackView
from services.cloud.aws import Aws
from services.errors import AwsError, ResourceNotFound
from services.home.outputs import ResourceEntry
from services.settings import Cloud, Settings

IDENTITY = {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/ada"}


@cache
def _client(service: str) -> Any:
    keys = {"aws_access_key_id": "unused", "aws_secret_access_key": "unused"}
    return boto3.client(service, region_name="eu-west-1", **keys)


class ScriptedAws(Aws):
    """Answers an operation with its script's next line, the last line again and again."""

    def __init__(self, script: Mapping[str, Any]) -> None:
        super().__init__(Settings(cloud=Cloud.AWS, region="eu-west-1", home=Path("unused")))
        self._script = {
            operation: list(lines) if isinstance(lines, list) else [lines]
            for operation, lines in script.items()
        }
        self._script.setdefault("get_caller_identity", [IDENTITY])
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        self.asked.append((operation, parameters))
        lines = self._script.get(operation, [ResourceNotFound(f"No {operation} in the script.")])
        line = lines.pop(0) if len(lines) > 1 else lines[0]
        if isinstance(line, AwsError):
            raise line
        return dict(line)

    def _build(self, service: str) -> Any:
        """Return a client that only tells how lists are paged: every call is answered above."""
        return _client(service)

    def parameters_of(self, operation: str) -> list[dict[str, Any]]:
        return [parameters for asked, parameters in self.asked if asked == operation]


class Pauses:
    """Takes the place of sleeping."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def scripted_view(aws: Aws, pauses: Pauses | None = None, **ids: str) -> StackView:
    """Return a view of the stack "lab" that knows these ids; an ARN is the id with "arn:"."""
    entries = {name: ResourceEntry(kind="any", id=id, arn=f"arn:{id}") for name, id in ids.items()}
    return StackView(aws, stack="lab", stage="demo", entries=entries, sleep=pauses or Pauses())


def tags_of(name: str) -> dict[str, str]:
    return {"authorizer-lab:stack": "lab", "authorizer-lab:name": name}
