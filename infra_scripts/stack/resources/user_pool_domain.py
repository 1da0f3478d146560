"""The domain of a user pool, where app clients ask for tokens with client credentials."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from infra_scripts.stack.resources.model import Fields, Found, RemovableResource
from infra_scripts.stack.resources.view import StackView


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPoolDomainResource(RemovableResource):
    """A prefix domain; AWS refuses to delete a pool that has one, so it goes first."""

    kind: ClassVar[str] = "user_pool_domain"
    parent: ClassVar[str] = "user_pool"
    replaced_for: ClassVar[frozenset[str]] = frozenset({"Domain"})

    def desired(self, view: StackView) -> Fields:
        """A prefix is unique in its Region over all accounts; "cognito" and "aws" are refused."""
        named = f"{view.account}/{view.region}/{view.stack}/{view.known_id(self.parent)}"
        return {"Domain": f"lab-{hashlib.sha256(named.encode()).hexdigest()[:16]}"}

    def find(self, view: StackView) -> Found | None:
        pool_id = view.known_id(self.parent)
        if not pool_id:
            return None
        pool = view.read("cognito-idp", "describe_user_pool", UserPoolId=pool_id)
        domain = pool["UserPool"].get("Domain") if pool else None
        return Found(id=domain, fields={"Domain": domain}) if domain else None

    def create(self, view: StackView) -> Found:
        domain = self.desired(view)["Domain"]
        pool_id = view.id(self.parent)
        view.write("cognito-idp", "create_user_pool_domain", Domain=domain, UserPoolId=pool_id)
        return Found(id=domain)

    def update(self, view: StackView, found: Found, changed: frozenset[str]) -> Found:
        return self.replace(view, found)

    def replace(self, view: StackView, found: Found) -> Found:
        self.delete(view, found)
        return self.create(view)

    def delete(self, view: StackView, found: Found) -> None:
        pool_id = view.id(self.parent)
        view.write("cognito-idp", "delete_user_pool_domain", Domain=found.id, UserPoolId=pool_id)
