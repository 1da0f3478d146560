"""Groups of a user pool, which arrive in the tokens as cognito:groups."""

from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.resources.model import Fields, Found, Resource
from infra_scripts.resources.view import StackView


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Resource):
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
        for group in view.read_pages(
            "cognito-idp",
            "list_groups",
            "Groups",
            token=("NextToken", "NextToken"),
            UserPoolId=pool_id,
            Limit=60,
        ):
            if group["GroupName"] == self.group_name:
                keys = ("Description", "Precedence")
                return Found(id=self.group_name, fields={key: group.get(key) for key in keys})
        return None

    def create(self, view: StackView) -> Found:
        return self._put(view, "create_group")

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self._put(view, "update_group")

    def _put(self, view: StackView, operation: str) -> Found:
        view.write(
            "cognito-idp",
            operation,
            UserPoolId=view.id(self.parent),
            GroupName=self.group_name,
            **self.desired(view),
        )
        return Found(id=self.group_name)
