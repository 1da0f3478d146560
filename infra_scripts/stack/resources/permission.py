"""Lambda permissions: which one method of the REST API may invoke a function."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.stack.resources.view import StackView

_ACTION = "lambda:InvokeFunction"
_PRINCIPAL = "apigateway.amazonaws.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionResource(Resource):
    """A statement of the function's policy, recognised by what it allows and not by its id."""

    kind: ClassVar[str] = "permission"
    function: str
    http_method: str
    path: str

    def parent_name(self) -> str:
        return self.function

    def desired(self, view: StackView) -> Fields:
        api = f"arn:{view.partition}:execute-api:{view.region}:{view.account}:{view.id(REST_API)}"
        return {
            "Principal": _PRINCIPAL,
            "Action": _ACTION,
            "SourceArn": f"{api}/{view.stage}/{self.http_method}{self.path}",
        }

    def find(self, view: StackView) -> Found | None:
        """Return the statement that allows this, or else one that took its id."""
        function = view.known_id(self.function)
        answer = view.read("lambda", "get_policy", FunctionName=function) if function else None
        if answer is None:
            return None
        found = [_found(statement) for statement in json.loads(answer["Policy"])["Statement"]]
        wanted = self.desired(view)
        same = [statement for statement in found if statement.fields == wanted]
        ours = [statement for statement in found if statement.id == self._statement_id()]
        return next(iter(same + ours), None)

    def create(self, view: StackView) -> Found:
        wanted = self.desired(view)
        view.write(
            "lambda",
            "add_permission",
            FunctionName=view.id(self.function),
            StatementId=self._statement_id(),
            **wanted,
        )
        return Found(id=self._statement_id())

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        self.take_away(view, found)
        return self.create(view)

    def take_away(self, view: StackView, found: Found) -> None:
        name = view.id(self.function)
        view.write("lambda", "remove_permission", FunctionName=name, StatementId=found.id)

    def _statement_id(self) -> str:
        return self.name.replace("_", "-")


def _found(statement: dict[str, Any]) -> Found:
    principal = statement.get("Principal")
    condition = statement.get("Condition") or {}
    sources = {
        key.lower(): value
        for operator in ("ArnLike", "ArnEquals", "StringEquals")
        for key, value in (condition.get(operator) or {}).items()
    }
    return Found(
        id=statement.get("Sid", ""),
        fields={
            "Principal": principal.get("Service") if isinstance(principal, dict) else principal,
            "Action": statement.get("Action"),
            "SourceArn": sources.get("aws:sourcearn"),
        },
    )
