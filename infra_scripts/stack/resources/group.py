"""Groups of a user pool, which arrive in the tokens as cognito:groups."""

from dataclasses import dataclass
from typing import Any, ClassVar

from infra_scripts.stack.resources.model import Fields, Found, Resource
from infra_scripts.stack.resources.view import StackView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResource(Resource):
    """A group; the lower `precedence`, the more important."""

    kind: ClassVar[str] = "group"
    parent: ClassVar[str] = "user_pool"
    group_name: str
    description: str
    precedence: int

    def desired(self, view: StackView) -> Fields:
        return {"Description": self.description, "Precedence": self.precedence}

    def find(self, view: StackView) -> Found | None:
        pool_id = view.known_id(self.parent)
        if not pool_id:
            return None
        for group in view.read_pages("cognito-idp", "list_groups", UserPoolId=pool_id):
            if group["GroupName"] == self.group_name:
                keys = ("Description", "Precedence")
                return Found(id=self.group_name, fields={key: group.get(key) for key in keys})
        return None

    def create(self, view: StackView) -> Found:
        return self._write(view, "create_group", **self.desired(view))

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self._write(view, "update_group", **self.desired(view))

    def _write(self, view: StackView, operation: str, **parameters: Any) -> Found:
        view.write(
            "cognito-idp",
            operation,
            UserPoolId=view.id(self.parent),
            GroupName=self.group_name,
            **parameters,
        )
        return Found(id=self.group_name)
