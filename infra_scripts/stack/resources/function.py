"""Lambda functions behind the routes; code compares by the digest Lambda keeps of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from infra_scripts.stack.bundle import bundle, code_sha256
from infra_scripts.stack.resources.model import Fields, Found, NotOurs, RemovableResource
from infra_scripts.stack.resources.view import StackView
from services.errors import AlreadyExists, InvalidRequest

_CODE = "CodeSha256"
_RUNS_AS: Fields = {
    "Runtime": "python3.13",
    "Handler": "handler.lambda_handler",
    "Timeout": 15,  # seconds
    "MemorySize": 256,  # MB
}
_CONFIGURATION = (*_RUNS_AS, "Role")
# A new role takes some seconds until Lambda may assume it, and a changed function until it takes
# the next change (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html).
_PAUSES_SECONDS = (1.0, 2.0, 3.0, 5.0, 5.0, 10.0, 10.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionResource(RemovableResource):
    """A function made of `directory`; `environment` maps variables to logical names."""

    kind: ClassVar[str] = "function"
    function_name: str
    directory: Path
    role: str
    environment: Mapping[str, str]

    def builds_on(self) -> tuple[str, ...]:
        return (self.role, *self.environment.values())

    def desired(self, view: StackView) -> Fields:
        return {
            **_RUNS_AS,
            "Role": view.arn(self.role),
            "Environment": {key: view.id(name) for key, name in self.environment.items()},
            _CODE: code_sha256(bundle(self.directory)),
        }

    def find(self, view: StackView) -> Found | None:
        answer = view.read("lambda", "get_function", FunctionName=self.function_name)
        if answer is None:
            return None
        if not view.is_ours(self.name, answer.get("Tags")):
            reason = f"The function {self.function_name} exists without the stack's tags."
            raise NotOurs(self.function_name, reason)
        found = answer["Configuration"]
        return Found(
            id=self.function_name,
            arn=found["FunctionArn"],
            fields={
                **{key: found.get(key) for key in _CONFIGURATION},
                "Environment": (found.get("Environment") or {}).get("Variables", {}),
                _CODE: found[_CODE],
            },
        )

    def create(self, view: StackView) -> Found:
        answer = self._write_patiently(
            view,
            "create_function",
            Code={"ZipFile": bundle(self.directory)},
            Tags=view.tags(self.name),
            **self._configuration(view),
        )
        return Found(id=self.function_name, arn=answer["FunctionArn"])

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        if _CODE in changed:
            code = bundle(self.directory)
            self._write_patiently(view, "update_function_code", ZipFile=code)
        if changed - {_CODE}:
            self._write_patiently(
                view, "update_function_configuration", **self._configuration(view)
            )
        return found

    def _configuration(self, view: StackView) -> dict[str, Any]:
        wanted = self.desired(view)
        return {
            **{key: wanted[key] for key in _CONFIGURATION},
            "Environment": {"Variables": wanted["Environment"]},
        }

    def _write_patiently(self, view: StackView, operation: str, **parameters: Any) -> Any:
        """Write again while Lambda only asks to be given a moment."""
        for pause in _PAUSES_SECONDS:
            try:
                return self._write(view, operation, **parameters)
            except InvalidRequest as error:
                if "cannot be assumed" not in error.message:
                    raise
            except AlreadyExists as error:
                if "in progress" not in error.message and "Pending" not in error.message:
                    raise
            view.sleep(pause)
        return self._write(view, operation, **parameters)

    def _write(self, view: StackView, operation: str, **parameters: Any) -> Any:
        return view.write("lambda", operation, FunctionName=self.function_name, **parameters)

    def delete(self, view: StackView, found: Found) -> None:
        self._write(view, "delete_function")
